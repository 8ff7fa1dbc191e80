import { expect, test } from 'vitest';
import { LiveTable } from './live-table.ts';
import { Rate } from './rate.ts';

test('a page is told each row that changed since it last looked, once, as it is now', () => {
  const table = new LiveTable<{ liveId: number; end: number }>();
  table.set({ liveId: 1, end: 1 });
  table.set({ liveId: 2, end: 1 });
  const { version } = table;
  expect(table.since(0)).toEqual([
    { liveId: 1, end: 1 },
    { liveId: 2, end: 1 },
  ]);
  table.set({ liveId: 2, end: 2 });
  table.set({ liveId: 2, end: 3 });
  expect([table.since(version), table.since(table.version)]).toEqual([[{ liveId: 2, end: 3 }], []]);
  table.delete(2);
  expect(table.since(version)).toEqual([]);
});

test('a rate follows the counter, falls to nothing when it rests, and survives a restart of the count', () => {
  const rate = new Rate();
  rate.note(0, 0);
  expect(rate.note(1000, 1000)).toBe(1000);
  expect(rate.note(1250, 1500)).toBe(750);
  expect(rate.note(1250, 3000)).toBe(0);
  expect(rate.note(5, 4000)).toBe(0);
  expect(rate.note(15, 5000)).toBe(10);
});
