/** Pretty JSON is the same JSON. */

import { expect, test } from 'vitest';
import { jsonTokens, prettyJson } from './json-text.ts';

test('numbers too long for a computer keep every digit', () => {
  expect(prettyJson('{"id":12345678901234567890,"price":1.50}')).toBe(
    '{\n  "id": 12345678901234567890,\n  "price": 1.50\n}',
  );
});

test('a name that is there twice stays there twice', () => {
  expect(prettyJson('{"a":1,"a":2}')).toBe('{\n  "a": 1,\n  "a": 2\n}');
});

test('names, strings, numbers and words are told apart', () => {
  expect(
    jsonTokens('{"a\\"b": "c", "n": -1.5e3, "x": [true, null]}').filter(
      ({ part }) => part !== 'sign',
    ),
  ).toEqual([
    { part: 'name', text: '"a\\"b"' },
    { part: 'string', text: '"c"' },
    { part: 'name', text: '"n"' },
    { part: 'number', text: '-1.5e3' },
    { part: 'name', text: '"x"' },
    { part: 'word', text: 'true' },
    { part: 'word', text: 'null' },
  ]);
});

test('put together the parts are the text', () => {
  const text = '{ "a": [1, "two", {"three": false}], "b": "" }\n';
  expect(
    jsonTokens(text)
      .map((token) => token.text)
      .join(''),
  ).toBe(text);
});

test('a very long text is one part', () => {
  expect(jsonTokens(`"${'x'.repeat(70_000)}"`)).toHaveLength(1);
});
