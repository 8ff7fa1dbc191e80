import { expect, test } from 'vitest';
import { createReaderLooks, groupShapes, READER_HUES } from './reader-looks.ts';

const alone = { group: null, isPart: false };

test('hues and shapes are given in order of appearance and kept', () => {
  const { look } = createReaderLooks();
  expect(look({ key: 'sally', name: 'Sally', ...alone })).toEqual({
    hue: 1,
    shape: 'circle',
    initial: 'S',
  });
  expect(look({ key: 'fred', name: 'Fred', ...alone })).toEqual({
    hue: 2,
    shape: 'circle',
    initial: 'F',
  });
  const clicks = { group: 'clicks', isPart: false };
  expect(look({ key: 'a', name: 'reader-1', ...clicks })).toEqual({
    hue: 3,
    shape: 'square',
    initial: 'R1',
  });
  expect(look({ key: 'b', name: 'reader-2', ...clicks })).toEqual({
    hue: 4,
    shape: 'square',
    initial: 'R2',
  });
  expect(look({ key: 'c', name: 'C', group: 'orders', isPart: false }).shape).toBe('hexagon');
  expect(look({ key: 'sally', name: 'Sally', ...alone }).hue).toBe(1);
});

test('parts of the pipeline take no hue and no shape away', () => {
  const { look } = createReaderLooks();
  const part = { key: 'filter', name: 'Only red', group: 'filter', isPart: true };
  expect(look(part)).toEqual({ hue: 0, shape: 'circle', initial: 'OR' });
  expect(look({ key: 'sally', name: 'Sally', group: 'g', isPart: false })).toMatchObject({
    hue: 1,
    shape: 'square',
  });
});

test('hues and shapes come round again when all are given', () => {
  const { look } = createReaderLooks();
  const names = Array.from({ length: READER_HUES + 1 }, (_, index) => `reader-${index}`);
  const looks = names.map((name) => look({ key: name, name, group: name, isPart: false }));
  expect(looks.at(-1)?.hue).toBe(1);
  expect(new Set(looks.map(({ shape }) => shape)).size).toBe(groupShapes.length - 1);
});

test.each([
  ['Sally', 'S'],
  ['Only red', 'OR'],
  ['reader-12', 'R12'],
  ['consumer-0003', 'C03'],
  ['→', '?'],
  ['éva', 'É'],
])('the initial of %j is %j', (name, initial) => {
  expect(createReaderLooks().look({ key: name, name, ...alone }).initial).toBe(initial);
});
