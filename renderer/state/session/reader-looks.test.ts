import { expect, test } from 'vitest';
import { createReaderLooks } from './reader-looks.ts';

test('hues and shapes are given in order of appearance and kept', () => {
  const { look } = createReaderLooks();
  const alone = { group: null, isPart: false };
  expect(look({ key: 'sally', ...alone })).toEqual({ hue: 0, group: 0 });
  expect(look({ key: 'fred', ...alone })).toEqual({ hue: 1, group: 0 });
  expect(look({ key: 'one', group: 'clicks', isPart: false })).toEqual({ hue: 2, group: 1 });
  expect(look({ key: 'two', group: 'clicks', isPart: false })).toEqual({ hue: 3, group: 1 });
  expect(look({ key: 'three', group: 'orders', isPart: false })).toEqual({ hue: 4, group: 2 });
  expect(look({ key: 'sally', ...alone })).toEqual({ hue: 0, group: 0 });
});

test('parts of the pipeline take no hue and no shape away', () => {
  const { look } = createReaderLooks();
  expect(look({ key: 'filter', group: 'filter', isPart: true })).toEqual({ hue: null, group: 0 });
  expect(look({ key: 'sally', group: 'g', isPart: false })).toEqual({ hue: 0, group: 1 });
});
