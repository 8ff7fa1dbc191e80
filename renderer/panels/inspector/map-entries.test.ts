/** A map can be typed row by row without losing what is half written. */

import { expect, test } from 'vitest';
import { doubleKey, isSameMap, mapOf, rowsOf, withRow } from './map-entries.ts';

test('rows and map agree', () => {
  const map = { 'retention.ms': '1000', 'cleanup.policy': 'compact' };
  expect(mapOf(rowsOf(map))).toEqual(map);
});

test('rows without a name are left out, an empty value is a value', () => {
  expect(
    mapOf([
      { id: 0, key: ' a ', value: '' },
      { id: 1, key: ' ', value: 'x' },
    ]),
  ).toEqual({ a: '' });
});

test('no rows are no map', () => {
  expect(mapOf([])).toBeUndefined();
});

test('a new row has an id of its own, after others were removed too', () => {
  const rows = withRow(withRow([{ id: 7, key: 'a', value: '' }]));
  expect(rows.map(({ id }) => id)).toEqual([7, 8, 9]);
});

test('a name that is there twice is found, and the first of them counts', () => {
  const rows = [
    { id: 0, key: 'a', value: '1' },
    { id: 1, key: 'a ', value: '2' },
  ];
  expect(doubleKey(rows)).toBe('a');
  expect(mapOf(rows)).toEqual({ a: '1' });
  expect(
    doubleKey([
      { id: 0, key: '', value: '' },
      { id: 1, key: '', value: '' },
    ]),
  ).toBeUndefined();
});

test('maps are the same whatever their order', () => {
  expect(isSameMap({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true);
  expect(isSameMap({ a: '1' }, { a: '2' })).toBe(false);
  expect(isSameMap({ a: '1' }, { a: '1', b: '2' })).toBe(false);
  expect(isSameMap({ a: '1' }, { b: '1' })).toBe(false);
});
