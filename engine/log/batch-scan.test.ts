/** Walking the batches of a file, across the bounds of the reads, up to whatever is no batch. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { scanBatches } from './batch-scan.ts';

const MIB = 1024 * 1024;

function scan(
  content: Buffer,
  start = 0,
  stopAt = Infinity,
): { positions: number[]; end: number; offsets: number[] } {
  const disk = new MemoryDisk();
  disk.writeFileAtomic('x', content);
  const file = disk.open('x', 'read');
  const positions: number[] = [];
  const offsets: number[] = [];
  const end = scanBatches(file, { start, end: content.length }, (batch, position) => {
    if (batch.baseOffset >= stopAt) return 'stop';
    positions.push(position);
    offsets.push(batch.baseOffset);
    return 'go on';
  });
  file.close();
  return { positions, end, offsets };
}

function batchOf(baseOffset: number, valueSize: number): Buffer {
  return encodeBatch([{ value: Buffer.alloc(valueSize, baseOffset), timestamp: 0 }], {
    baseOffset,
  });
}

test('Batches of any size are visited, also those larger than a read.', () => {
  const sizes = fc.array(
    fc.oneof(
      { arbitrary: fc.nat({ max: 2000 }), weight: 4 },
      fc.integer({ min: MIB / 2, max: 3 * MIB }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(sizes, (given) => {
      const batches = given.map((size, index) => batchOf(index, size));
      let position = 0;
      const positions = batches.map((batch) => {
        position += batch.length;
        return position - batch.length;
      });
      const content = Buffer.concat(batches);
      expect(scan(content)).toEqual({
        positions,
        end: content.length,
        offsets: given.map((_, index) => index),
      });
      const from = given.length >> 1;
      expect(scan(content, positions[from] ?? 0).offsets).toEqual(
        given.map((_, index) => index).slice(from),
      );
    }),
    { numRuns: 30 },
  );
});

test('The walk ends where the visitor stops it.', () => {
  const batches = [0, 1, 2, 3].map((offset) => batchOf(offset, 10));
  const { end, offsets } = scan(Buffer.concat(batches), 0, 2);
  expect([end, offsets]).toEqual([batches[0]!.length * 2, [0, 1]]);
});

test.each([
  ['a cut batch', batchOf(1, 500).subarray(0, 300)],
  ['a cut header', batchOf(1, 500).subarray(0, 20)],
  ['a cut prefix', batchOf(1, 500).subarray(0, 5)],
  ['zeros', Buffer.alloc(200)],
  ['a senseless length', Buffer.alloc(200, 0xff)],
  ['an old message format', withMagic(1)],
  ['a length beyond all that there is', withLength(2 ** 31 - 1)],
])('%s ends the walk', (_, tail) => {
  const whole = batchOf(0, 10);
  expect(scan(Buffer.concat([whole, tail]))).toEqual({
    positions: [0],
    end: whole.length,
    offsets: [0],
  });
});

function withMagic(magic: number): Buffer {
  const batch = batchOf(1, 100);
  batch.writeInt8(magic, 16);
  return batch;
}

function withLength(length: number): Buffer {
  const batch = batchOf(1, 100);
  batch.writeInt32BE(length, 8);
  return batch;
}
