/** Offset, time and transaction index against arrays, through growth, truncation, and being let go and read again. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import type { IndexFile } from './index-file.ts';
import { OffsetIndex } from './offset-index.ts';
import { RecentlyUsed } from './recently-used.ts';
import { TimeIndex } from './time-index.ts';
import { TransactionIndex } from './transaction-index.ts';

const BASE = 1000;

function newDisk(): MemoryDisk {
  const disk = new MemoryDisk();
  disk.makeDirectory('d');
  return disk;
}

/** What happens to an index file in the course of its life, apart from its entries. */
const event = fc.constantFrom('none', 'flush', 'unpin and pin', 'release');

function happen(file: IndexFile, what: string): void {
  if (what === 'flush') file.flush({ sync: true });
  if (what === 'release') {
    file.unpin();
    file.release();
    file.pin();
  }
  if (what === 'unpin and pin') {
    file.unpin();
    file.pin();
  }
}

const step = fc.record({
  offset: fc.integer({ min: 1, max: 50 }),
  position: fc.integer({ min: 1, max: 5000 }),
  timestamp: fc.integer({ min: -20, max: 100 }),
  event,
  truncate: fc.option(fc.double({ min: 0, max: 1.1, noNaN: true }), { nil: undefined, freq: 6 }),
});

test('The offset index finds the last entry not beyond an offset.', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const disk = newDisk();
      const index = new OffsetIndex({
        disk,
        loadedIndexes: new RecentlyUsed(2),
        path: 'd/x',
        baseOffset: BASE,
      });
      index.file.pin();
      let entries: { offset: number; position: number }[] = [];
      let [offset, position] = [BASE, 0];
      for (const each of steps) {
        offset += each.offset;
        position += each.position;
        index.append(offset, position);
        entries.push({ offset, position });
        happen(index.file, each.event);
        if (each.truncate !== undefined) {
          const end = BASE + Math.floor((offset - BASE) * each.truncate);
          index.truncateTo(end);
          entries = entries.filter((entry) => entry.offset < end);
        }
      }
      expect(index.file.count).toBe(entries.length);
      for (
        let wanted = BASE;
        wanted <= offset + 1;
        wanted += 1 + Math.floor((offset - BASE) / 40)
      ) {
        const expected = entries.findLast((entry) => entry.offset <= wanted)?.position ?? 0;
        expect(index.lookup(wanted)).toBe(expected);
      }
      expect([
        index.isSane(position + 1),
        index.isFull(entries.length * 8),
        index.isFull(entries.length * 8 + 8),
      ]).toEqual([true, true, false]);
      index.file.flush({ sync: false });
      expect(disk.readFile('d/x').length).toBe(entries.length * 8);
    }),
  );
});

test('The time index keeps rising timestamps and finds the last not beyond one.', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const index = new TimeIndex({
        disk: newDisk(),
        loadedIndexes: new RecentlyUsed(2),
        path: 'd/x',
        baseOffset: BASE,
      });
      index.file.pin();
      let entries: { timestamp: number; offset: number }[] = [];
      let [offset, now] = [BASE, 5];
      for (const each of steps) {
        offset += each.offset;
        now += each.timestamp;
        const last = entries.at(-1)?.timestamp ?? -1;
        index.maybeAppend(now, offset);
        if (now > last) entries.push({ timestamp: now, offset });
        happen(index.file, each.event);
        if (each.truncate !== undefined) {
          const end = BASE + Math.floor((offset - BASE) * each.truncate);
          index.truncateTo(end);
          entries = entries.filter((entry) => entry.offset < end);
        }
      }
      expect(index.lastEntry).toEqual(entries.at(-1));
      for (const wanted of [
        -1,
        0,
        ...entries.flatMap(({ timestamp }) => [timestamp - 1, timestamp, timestamp + 1]),
      ]) {
        expect(index.lookup(wanted)).toEqual(
          entries.findLast(({ timestamp }) => timestamp <= wanted),
        );
      }
      expect(index.isSane()).toBe(true);
    }),
  );
});

describe('An index file', () => {
  function indexWith(content: Buffer): { index: OffsetIndex; disk: MemoryDisk } {
    const disk = newDisk();
    disk.writeFileAtomic('d/x', content);
    return {
      disk,
      index: new OffsetIndex({
        disk,
        loadedIndexes: new RecentlyUsed(2),
        path: 'd/x',
        baseOffset: BASE,
      }),
    };
  }

  function entry(offset: number, position: number): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(offset, 0);
    bytes.writeInt32BE(position, 4);
    return bytes;
  }

  test('that a live Kafka had filled up with zeros, or that is torn, is cut to its entries', () => {
    for (const tail of [Buffer.alloc(800), Buffer.alloc(3)]) {
      const { index, disk } = indexWith(Buffer.concat([entry(3, 100), entry(9, 200), tail]));
      expect([index.file.count, index.lookup(BASE + 8), index.lookup(BASE + 9)]).toEqual([
        2, 100, 200,
      ]);
      expect(disk.readFile('d/x').length).toBe(16);
    }
  });

  test.each([
    ['offsets that fall', [entry(5, 100), entry(4, 200)]],
    ['positions that fall', [entry(4, 200), entry(5, 100)]],
    ['a position beyond the log', [entry(4, 200), entry(5, 1000)]],
    ['a negative position', [entry(4, -1)]],
  ])('with %s is not sane', (_, entries) => {
    expect(indexWith(Buffer.concat(entries)).index.isSane(1000)).toBe(false);
  });

  test('of a sealed segment without entries is written, empty', () => {
    const disk = newDisk();
    const index = new OffsetIndex({
      disk,
      loadedIndexes: new RecentlyUsed(2),
      path: 'd/x',
      baseOffset: BASE,
    });
    index.file.pin();
    index.file.unpin();
    expect(disk.readFile('d/x').length).toBe(0);
  });
});

describe('The transaction index', () => {
  const entries = [1, 2, 3].map((each) => ({
    producerId: each,
    firstOffset: each * 10,
    lastOffset: each * 10 + 5,
    lastStableOffset: each * 10 + 6,
  }));

  function indexWith(disk: MemoryDisk): TransactionIndex {
    return new TransactionIndex({ disk, path: 'd/x', exists: disk.exists('d/x') });
  }

  test('is a file only when there is something in it', () => {
    const disk = newDisk();
    const index = indexWith(disk);
    expect([index.entries, disk.exists('d/x')]).toEqual([[], false]);
    for (const entry of entries) index.append(entry);
    expect(indexWith(disk).entries).toEqual(entries);
    index.truncateTo(25);
    expect([indexWith(disk).entries, disk.readFile('d/x').length]).toEqual([
      entries.slice(0, 1),
      34,
    ]);
    index.truncateTo(0);
    expect(disk.exists('d/x')).toBe(false);
  });

  test('overwrites a torn last entry', () => {
    const disk = newDisk();
    const index = indexWith(disk);
    index.append(entries[0]!);
    disk.writeFileAtomic('d/x', Buffer.concat([disk.readFile('d/x'), Buffer.alloc(20, 1)]));
    const again = indexWith(disk);
    again.append(entries[1]!);
    expect(indexWith(disk).entries).toEqual(entries.slice(0, 2));
  });
});
