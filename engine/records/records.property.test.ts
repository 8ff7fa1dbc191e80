/** Any records survive encoding in any codec, and any damage is noticed. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { BATCH_HEADER_SIZE, batchesOf, isCrcValid, readBatch } from './batch.ts';
import { type BatchOptions, BatchBuilder, encodeBatch, type RecordInput } from './batch-builder.ts';
import type { CodecName } from './codecs/define-codec.ts';
import { dataRecordsOf, recordsOf } from './records.ts';
import { validateProduceBatches } from './validate.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const nullableBytes = fc.option(bytes, { nil: null });

const record = fc.record({
  key: nullableBytes,
  value: nullableBytes,
  headers: fc.array(
    fc.record({ key: fc.string({ unit: 'binary', maxLength: 8 }), value: nullableBytes }),
    {
      maxLength: 3,
    },
  ),
  timestamp: fc.integer({ min: 0, max: 2 ** 43 }),
});

const codec = fc.constantFrom<CodecName>('none', 'gzip', 'snappy', 'lz4', 'zstd');

const options: fc.Arbitrary<BatchOptions> = fc.record({
  baseOffset: fc.integer({ min: 0, max: 2 ** 52 }),
  leaderEpoch: fc.integer({ min: -1, max: 2 ** 31 - 1 }),
  codec,
  producerId: fc.integer({ min: -1, max: 2 ** 52 }),
  producerEpoch: fc.integer({ min: -1, max: 2 ** 15 - 1 }),
  baseSequence: fc.integer({ min: -1, max: 2 ** 31 - 1 }),
  isTransactional: fc.boolean(),
});

function placed(records: readonly RecordInput[], baseOffset: number): unknown[] {
  return records.map((each, index) => ({ ...each, offset: baseOffset + index }));
}

test('A batch decodes to the records and options it was made of.', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), options, (records, given) => {
      const batch = readBatch(encodeBatch(records, given));
      expect([...recordsOf(batch)]).toEqual(placed(records, given.baseOffset!));
      expect(isCrcValid(batch)).toBe(true);
      const { baseOffset, leaderEpoch, producerId, producerEpoch, baseSequence } = given;
      expect(batch).toMatchObject({
        baseOffset,
        leaderEpoch,
        producerId,
        producerEpoch,
        baseSequence,
      });
      expect(batch.count).toBe(records.length);
      expect(batch.maxTimestamp).toBe(Math.max(...records.map(({ timestamp }) => timestamp)));
    }),
  );
});

test('Batches one after another are iterated, and a cut tail is left out.', () => {
  const batches = fc.array(fc.array(record, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(batches, fc.nat(), (groups, cut) => {
      let baseOffset = 0;
      const encoded = groups.map((records) => {
        const batch = encodeBatch(records, { baseOffset });
        baseOffset += records.length;
        return batch;
      });
      const last = encoded.at(-1)!;
      const buffer = Buffer.concat(encoded);
      expect([...dataRecordsOf(buffer)]).toEqual(placed(groups.flat(), 0));
      const isCut = buffer.subarray(0, buffer.length - 1 - (cut % last.length));
      expect([...batchesOf(isCut)].length).toBe(groups.length - 1);
    }),
  );
});

test('The size that a builder foretells is never too small.', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 10 }), (records) => {
      const builder = new BatchBuilder();
      let foretold = builder.size;
      for (const each of records) {
        foretold += BatchBuilder.sizeOf(each);
        builder.append(each);
        expect(builder.size).toBeLessThanOrEqual(foretold);
      }
      expect(builder.build().length).toBe(builder.size);
    }),
  );
});

const rules = { now: 0, maxMessageBytes: 1_000_000, timestampType: 'CreateTime' } as const;

test('What a client encodes is valid, and stays as it is.', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), codec, (records, name) => {
      const encoded = encodeBatch(records, { codec: name });
      const before = Buffer.from(encoded);
      expect(validateProduceBatches(encoded, rules)).toMatchObject({ kind: 'valid' });
      expect(encoded).toEqual(before);
    }),
  );
});

test('A batch with any one byte changed is refused, unless the byte is the leader epoch.', () => {
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (records, at, flip) => {
        const encoded = encodeBatch(records);
        const position = at % encoded.length;
        encoded[position] = encoded[position]! ^ flip;
        const { kind } = validateProduceBatches(encoded, rules);
        expect(kind).toBe(position >= 12 && position < 16 ? 'valid' : 'invalid');
      },
    ),
  );
});

test('Rubbish in place of records is refused in every codec, whatever its checksum says.', () => {
  fc.assert(
    fc.property(codec, fc.uint8Array({ minLength: 1, maxLength: 200 }), (name, rubbish) => {
      const encoded = encodeBatch([{ value: Buffer.from(rubbish), timestamp: 0 }], { codec: name });
      const damaged = Buffer.concat([encoded.subarray(0, BATCH_HEADER_SIZE), rubbish]);
      damaged.writeInt32BE(damaged.length - 12, 8);
      const { kind } = validateProduceBatches(withValidCrc(damaged), rules);
      expect(kind).toBe('invalid');
    }),
  );
});

function withValidCrc(batch: Buffer): Buffer {
  const crc = encodedCrc(batch);
  batch.writeUInt32BE(crc, 17);
  return batch;
}

function encodedCrc(batch: Buffer): number {
  let crc = -1;
  for (const byte of batch.subarray(21)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}
