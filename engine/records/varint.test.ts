/** Zigzag varints: the published examples, sizes, and any safe integer back again through a record. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readInt64, writeInt64 } from './int64.ts';
import { varintSize, writeVarint } from './varint.ts';

function encode(value: number): string {
  const buffer = Buffer.alloc(10);
  return buffer.subarray(0, writeVarint(buffer, value, 0)).toString('hex');
}

test.each([
  [0, '00'],
  [-1, '01'],
  [1, '02'],
  [63, '7e'],
  [-64, '7f'],
  [64, '8001'],
  [2 ** 31 - 1, 'feffffff0f'],
  [-(2 ** 31), 'ffffffff0f'],
])('%d is encoded as %s.', (value, expected) => {
  expect(encode(value)).toBe(expected);
});

test('The foretold size is the size, for any integer that timestamps and offsets can be.', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), (value) => {
      expect(encode(value).length / 2).toBe(varintSize(value));
    }),
  );
});

test('64-bit integers are read and written as Node reads and writes them.', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const buffer = Buffer.alloc(8);
      writeInt64(buffer, value, 0);
      expect([buffer.readBigInt64BE(), readInt64(buffer, 0)]).toEqual([BigInt(value), value]);
    }),
  );
});
