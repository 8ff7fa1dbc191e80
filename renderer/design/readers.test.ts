/** Readers are known by a hue of eight and by letters. */

import { expect, test } from 'vitest';
import { initials, readerToken } from './readers.ts';

test('hues go round after eight', () => {
  expect([0, 7, 8, -1].map((index) => readerToken(index))).toEqual([
    '--reader-1',
    '--reader-8',
    '--reader-1',
    '--reader-8',
  ]);
});

test.each([
  ['Sally', 'S'],
  ['fred', 'F'],
  ['Mary Ann', 'MA'],
  ['reader-12', 'R12'],
  ['clicks consumer 3', 'C3'],
  ['42', '42'],
  ['ümit', 'Ü'],
  ['', '?'],
  ['---', '?'],
])('the letters of "%s" are %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
