/** Keys go where the Java client sends them; records without a key spread evenly in runs. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionError } from '../base/assert.ts';
import type { Random } from '../base/ports/random.ts';
import { murmur2 } from './murmur2.ts';
import { partitionOfKey, StickyPartitions } from './partitioner.ts';

describe('murmur2', () => {
  // What the Java client's own class gives.
  test.each([
    ['21', -973_932_308],
    ['foobar', -790_332_482],
    ['a-little-bit-long-string', -985_981_536],
    ['a-little-bit-longer-string', -1_486_304_829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
    ['abc', 479_470_107],
    ['', 275_646_681],
  ])('of %j is the one of the Java client', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  test('is a signed 32-bit number for every key', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (key) => {
        expect(murmur2(key) | 0).toBe(murmur2(key));
      }),
    );
  });
});

describe('a key', () => {
  test('has a partition that exists, always the same', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 1000 }), (key, count) => {
        const partition = partitionOfKey(key, count);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(count);
        expect(partitionOfKey(Uint8Array.from(key), count)).toBe(partition);
      }),
    );
  });

  test('with a negative hash is masked, not negated', () => {
    expect(partitionOfKey(Buffer.from('21'), 3)).toBe((-973_932_308 & 0x7fff_ffff) % 3);
    expect(() => partitionOfKey(Buffer.from('21'), 0)).toThrow(AssertionError);
  });
});

/** Gives the numbers in turn. */
function sequence(...numbers: number[]): Random {
  let turn = 0;
  return {
    next: () => numbers[turn++ % numbers.length]!,
    bytes: (size) => Buffer.alloc(size),
  };
}

describe('records without a key', () => {
  test('stay with a partition until its batch is full', () => {
    const sticky = new StickyPartitions(sequence(0.4, 0));
    const choose = () => sticky.partitionFor('t', [0, 1, 2]);
    expect([choose(), choose(), choose()]).toEqual([1, 1, 1]);
    sticky.moveOn('t', [0, 1, 2]);
    expect([choose(), choose()]).toEqual([0, 0]);
  });

  test('never stay when there is another partition, and stay when there is none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
        (numbers) => {
          const sticky = new StickyPartitions(sequence(...numbers));
          const before = sticky.partitionFor('t', [0, 1, 2]);
          sticky.moveOn('t', [0, 1, 2]);
          expect(sticky.partitionFor('t', [0, 1, 2])).not.toBe(before);
          sticky.moveOn('t', [5]);
          expect(sticky.partitionFor('t', [5])).toBe(5);
        },
      ),
    );
  });

  test('leave a partition that has lost its leader', () => {
    const sticky = new StickyPartitions(sequence(0));
    expect(sticky.partitionFor('t', [0, 1])).toBe(0);
    expect(sticky.partitionFor('t', [1])).toBe(1);
  });

  test('of two topics do not mind each other', () => {
    const sticky = new StickyPartitions(sequence(0, 0.9));
    expect([sticky.partitionFor('a', [0, 1]), sticky.partitionFor('b', [0, 1])]).toEqual([0, 1]);
  });
});
