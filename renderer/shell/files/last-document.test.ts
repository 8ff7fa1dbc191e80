/** A reload finds what was open, once. */

import { expect, test } from 'vitest';
import { keepLastDocument, type LastDocument, takeLastDocument } from './last-document.ts';

function storage(limit = Number.POSITIVE_INFINITY) {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    setItem(key: string, value: string) {
      if (value.length > limit) throw new Error('QuotaExceededError');
      items.set(key, value);
    },
  };
}

const last: LastDocument = {
  documentId: 'one',
  path: '/work/red.pipeline.json',
  text: '{}',
  dirty: true,
  sample: null,
};

test('what is kept is taken once', () => {
  const place = storage();
  keepLastDocument(place, last);
  expect([takeLastDocument(place), takeLastDocument(place)]).toEqual([last, null]);
});

test('what is too large for the browser leaves nothing older behind', () => {
  const place = storage(200);
  keepLastDocument(place, last);
  keepLastDocument(place, { ...last, text: 'x'.repeat(300) });
  expect(takeLastDocument(place)).toBeNull();
});

test.each(['{', '{"documentId":7}', 'null'])('%s is no document', (text) => {
  const place = storage();
  keepLastDocument(place, last);
  const [key = ''] = place.items.keys();
  place.items.set(key, text);
  expect(takeLastDocument(place)).toBeNull();
});
