import { describe, expect, test } from 'vitest';
import { jsonLine } from './json-line.ts';
import { deserialiseJson, textOf } from './json-value.ts';

describe('bytes → JSON', () => {
  test.each([
    ['{"a": 1}', { a: 1 }],
    [' [1, 2] ', [1, 2]],
    ['"ü"', 'ü'],
    ['null', null],
    ['1e3', 1000],
  ])('%s is JSON', (text, value) => {
    expect(deserialiseJson(Buffer.from(text))).toEqual({ ok: true, value });
  });

  test('a tombstone is null', () => {
    expect(deserialiseJson(null)).toEqual({ ok: true, value: null });
  });

  test.each([
    [Buffer.from(''), 'it is empty'],
    [Buffer.from('  \n'), 'it is empty'],
    [Buffer.from('hello'), 'it starts with "hello"'],
    [Buffer.from('{"a": 1'), 'it starts with "{\\"a\\": 1"'],
    [Buffer.from('x'.repeat(50)), `it starts with "${'x'.repeat(40)}…"`],
    [Buffer.from([0xff, 0xfe, 0x00]), 'its bytes are not UTF-8 text'],
  ])('%s is refused with its reason', (bytes, problem) => {
    expect(deserialiseJson(bytes)).toEqual({ ok: false, problem });
  });

  test('a name that means something to JavaScript is a field like any other', () => {
    const result = deserialiseJson(Buffer.from('{"__proto__": {"admin": true}}'));
    expect(result.ok && Object.keys(result.value as object)).toEqual(['__proto__']);
    expect((result.ok && (result.value as { admin?: boolean }).admin) || undefined).toBe(undefined);
  });
});

test('text is read as UTF-8, ASCII or not', () => {
  expect([Buffer.from('plain'), Buffer.from('größer €'), Buffer.from([0xc3])].map(textOf)).toEqual([
    'plain',
    'größer €',
    undefined,
  ]);
});

describe('any record is one line of JSON', () => {
  test.each([
    [Buffer.from('{"a":1.10}'), '{"a":1.10}'],
    [Buffer.from(' {"a":12345678901234567890}\n'), '{"a":12345678901234567890}'],
    [Buffer.from('{\n  "a": "x y",\r\n  "b": 2\n}'), '{ "a": "x y", "b": 2 }'],
    [Buffer.from('line one\nline two'), '"line one\\nline two"'],
    [Buffer.from(''), '""'],
    [Buffer.from([0xff]), '{"base64":"/w=="}'],
    [null, 'null'],
  ])('%s', (bytes, line) => {
    expect(jsonLine(bytes)).toBe(line);
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});
