/** The field language: versions, defaults, null, and tagged fields. */

import { describe, expect, expectTypeOf, test } from 'vitest';
import { AssertionError } from '../base/assert.ts';
import { ByteReader, MalformedBytesError } from '../base/bytes-reader.ts';
import { ByteWriter } from '../base/bytes-writer.ts';
import { codecOf } from './codec.ts';
import {
  array,
  between,
  bytes,
  int16,
  int32,
  int8,
  nullable,
  nullableSince,
  nullableString,
  records,
  since,
  string,
  struct,
  tagged,
  until,
  withDefault,
  type Draft,
  type Type,
  type Value,
} from './schema.ts';

function encode(type: Type, version: number, value: unknown, isFlexible = true): string {
  const writer = new ByteWriter();
  codecOf(type, { version, isFlexible }).write(writer, value);
  return writer.finishWhole().toString('hex');
}

function decode(type: Type, version: number, hex: string, isFlexible = true): unknown {
  const reader = new ByteReader(Buffer.from(hex, 'hex'));
  const value = codecOf(type, { version, isFlexible }).read(reader);
  expect(reader.remaining).toBe(0);
  return value;
}

describe('versions of a field', () => {
  const type = struct({
    always: int8,
    early: until(1, int8, -1),
    middle: between([1, 2], int8, -2),
    late: since(2, int8, -3),
  });

  test('each version has its own fields', () => {
    const value = { always: 1, early: 2, middle: 3, late: 4 };
    expect([0, 1, 2, 3].map((version) => encode(type, version, value, false))).toEqual([
      '0102',
      '010203',
      '010304',
      '0104',
    ]);
  });

  test('what a version lacks has its default, in the order of the declaration', () => {
    const value = decode(type, 3, '0104', false) as object;
    expect(value).toEqual({ always: 1, early: -1, middle: -2, late: 4 });
    expect(Object.keys(value)).toEqual(['always', 'early', 'middle', 'late']);
  });

  test('what is left out is written as its default', () => {
    expect(encode(type, 2, { always: 1 }, false)).toBe('01fefd');
  });

  test('a codec is compiled once', () => {
    const encoding = { version: 1, isFlexible: false };
    expect(codecOf(type, encoding)).toBe(codecOf(type, { ...encoding }));
    expect(codecOf(type, encoding)).not.toBe(codecOf(type, { ...encoding, isFlexible: true }));
  });

  test('values and drafts have types', () => {
    expectTypeOf<Value<typeof type>>().toEqualTypeOf<{
      always: number;
      early: number;
      middle: number;
      late: number;
    }>();
    expectTypeOf<{ always: number }>().toExtend<Draft<typeof type>>();
    expectTypeOf<{ late: number }>().not.toExtend<Draft<typeof type>>();
    expectTypeOf<{ always: string }>().not.toExtend<Draft<typeof type>>();
  });
});

describe('both encodings', () => {
  const type = struct({ text: nullableString, raw: bytes, list: array(int16), batch: records });
  const value = { text: 'é', raw: Buffer.from([1]), list: [1, 2], batch: Buffer.from([7, 8]) };

  test('lengths are 16 and 32 bits, or compact with a tag section', () => {
    expect(encode(type, 0, value, false)).toBe(
      '0002c3a9' + '0000000101' + '0000000200010002' + '000000020708',
    );
    expect(encode(type, 0, value)).toBe('03c3a9' + '0201' + '0300010002' + '030708' + '00');
  });

  test('records may come in chunks', () => {
    const batch = [Buffer.from([7]), Buffer.from([8])];
    expect(encode(type, 0, { ...value, batch })).toBe(encode(type, 0, value));
  });

  test('null is -1, or zero in the compact form', () => {
    expect(encode(nullableString, 0, null, false)).toBe('ffff');
    expect(encode(nullableString, 0, null)).toBe('00');
    expect(decode(nullableString, 0, 'ffff', false)).toBeNull();
    expect(decode(nullableString, 0, '00')).toBeNull();
  });

  test('a struct that may be null has a byte before it', () => {
    const maybe = nullable(struct({ id: int8 }));
    expect(encode(maybe, 0, null)).toBe('ff');
    expect(encode(maybe, 0, { id: 5 })).toBe('01' + '05' + '00');
    expect(decode(maybe, 0, 'ff')).toBeNull();
    expect(decode(maybe, 0, '010500')).toEqual({ id: 5 });
  });

  test('null that begins with a version is refused before it', () => {
    const type = nullableSince(2, array(int8));
    expect(decode(type, 2, 'ffffffff', false)).toBeNull();
    expect(() => decode(type, 1, 'ffffffff', false)).toThrow(MalformedBytesError);
    expect(() => encode(type, 1, null, false)).toThrow(AssertionError);
  });

  test.each(['fffe', '8000'])('a negative length that is not null is refused: %s', (hex) => {
    expect(() => decode(nullableString, 0, hex, false)).toThrow(MalformedBytesError);
  });
});

describe('tagged fields', () => {
  const type = struct({
    id: int8,
    name: tagged(1, since(1, nullableString, null)),
    limits: tagged(
      0,
      since(1, struct({ low: withDefault(int32, -1), high: withDefault(int32, -1) })),
    ),
    list: tagged(2, since(2, array(int8))),
  });

  test('are left out where they have their default', () => {
    const value = { id: 1, name: null, limits: { low: -1, high: -1 }, list: [] };
    expect(encode(type, 2, value)).toBe('0100');
    expect(encode(type, 2, { id: 1 })).toBe('0100');
    expect(encode(type, 2, { id: 1, limits: {} })).toBe('0100');
    expect(decode(type, 2, '0100')).toEqual(value);
  });

  test('are written by ascending tag, each with its size', () => {
    const value = { id: 1, name: 'a', limits: { low: -1, high: 5 }, list: [9] };
    const hex = '01' + '03' + '0009' + 'ffffffff0000000500' + '0102' + '0261' + '0202' + '0209';
    expect(encode(type, 2, value)).toBe(hex);
    expect(decode(type, 2, hex)).toEqual(value);
  });

  test('that may be null have a varint before them', () => {
    const type = struct({ maybe: tagged(0, nullable(struct({ id: int8 }))) });
    expect(encode(type, 0, { maybe: null })).toBe('01' + '0001' + '00');
    expect(encode(type, 0, { maybe: { id: 5 } })).toBe('01' + '0003' + '01' + '0500');
    expect(encode(type, 0, { maybe: { id: 0 } })).toBe('00');
    expect(decode(type, 0, '01' + '0001' + '00')).toEqual({ maybe: null });
    expect(decode(type, 0, '01' + '0003' + '01' + '0500')).toEqual({ maybe: { id: 5 } });
    expect(decode(type, 0, '00')).toEqual({ maybe: { id: 0 } });
  });

  test('of a later version are neither written nor read', () => {
    expect(encode(type, 1, { id: 1, list: [9] })).toBe('0100');
    expect(decode(type, 1, '01' + '01' + '0202' + '0209')).toMatchObject({ list: [] });
  });

  test('that are unknown are skipped', () => {
    expect(decode(type, 2, '01' + '02' + '0102' + '0261' + '6303010203')).toMatchObject({
      name: 'a',
    });
  });

  test('that are longer than known are cut, so that newer fields do no harm', () => {
    expect(decode(type, 2, '01' + '01' + '0104' + '0261' + 'ffff')).toMatchObject({ name: 'a' });
  });

  test.each([
    ['shorter than its content', '01' + '01' + '0101' + '0261'],
    ['longer than the frame', '01' + '01' + '017f' + '0261'],
    ['missing', '01' + '01'],
    ['in an absurd number', '01' + 'ffffffff0f'],
  ])('a tagged field that is %s is refused', (_, hex) => {
    expect(() => decode(type, 2, hex)).toThrow(MalformedBytesError);
  });

  test('defaults that are lists are not shared', () => {
    const one = decode(type, 0, '0100') as { list: number[] };
    one.list.push(1);
    expect(decode(type, 0, '0100')).toMatchObject({ list: [] });
  });
});

test('a list of elements without bytes cannot claim more than the frame has bytes', () => {
  const type = array(struct({ late: since(1, string) }));
  expect(() => decode(type, 0, '7fffffff', false)).toThrow(MalformedBytesError);
});
