import { expect, test } from 'vitest';
import { messageView } from './message-feed.ts';

const record = { offset: 7, timestamp: 1000, key: null, value: null, headers: [] };

test.each([
  [Buffer.from('{"a":1}'), '{"a":1}', true],
  [Buffer.from('plain'), 'plain', false],
  [Buffer.from([0xff, 0x00]), 'base64:/wA=', false],
  [Buffer.alloc(0), '', false],
  [null, null, false],
])('the value %o is shown as %o', (value, text, json) => {
  expect(messageView(2, { ...record, value })).toEqual({
    partition: 2,
    offset: 7,
    timestamp: 1000,
    key: null,
    value: text,
    json,
    valueSize: value?.length ?? 0,
    cut: false,
    headers: [],
  });
});

test('a large value is cut and says so', () => {
  const view = messageView(0, { ...record, value: Buffer.from(`"${'x'.repeat(100_000)}"`) });
  expect([view.value?.length, view.valueSize, view.cut, view.json]).toEqual([
    65_536,
    100_002,
    true,
    false,
  ]);
});

test('a cut within a character does not turn text into bytes', () => {
  const view = messageView(0, { ...record, value: Buffer.from(`x${'é'.repeat(40_000)}`) });
  expect(view.value?.startsWith('xéé')).toBe(true);
});
