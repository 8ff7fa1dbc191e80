/** Each rule for produced batches, with the error that Kafka's broker answers. */

import { describe, expect, test } from 'vitest';

import { BatchField, computeBatchCrc, isCrcValid, readBatch, timestampTypeOf } from './batch.ts';
import { type BatchOptions, encodeBatch, type RecordInput } from './batch-builder.ts';
import { writeInt64 } from './int64.ts';
import { recordsOf } from './records.ts';
import { type ProduceRules, validateProduceBatches } from './validate.ts';

const NOW = 1_700_000_000_000;
const rules: ProduceRules = { now: NOW, maxMessageBytes: 1000, timestampType: 'CreateTime' };

function records(count: number): RecordInput[] {
  return Array.from({ length: count }, (_, index) => ({
    key: Buffer.from(`key ${index}`),
    value: Buffer.from(`value ${index}`),
    timestamp: NOW - count + index,
  }));
}

function batch(options: BatchOptions = {}): Buffer {
  return encodeBatch(records(3), options);
}

/** A batch after `change`, with a CRC that fits again. */
function altered(change: (bytes: Buffer) => void): Buffer {
  const bytes = batch();
  change(bytes);
  bytes.writeUInt32BE(computeBatchCrc(bytes, 0, bytes.length), BatchField.crc);
  return bytes;
}

function errorOf(bytes: Buffer, given: Partial<ProduceRules> = {}): string {
  const result = validateProduceBatches(bytes, { ...rules, ...given });
  return result.kind === 'valid' ? 'NONE' : result.error;
}

describe('framing', () => {
  test.each([
    ['no batch at all', Buffer.alloc(0), 'INVALID_RECORD'],
    ['a cut batch', batch().subarray(0, 80), 'INVALID_RECORD'],
    ['two batches', Buffer.concat([batch(), batch()]), 'INVALID_RECORD'],
    ['a batch and a byte', Buffer.concat([batch(), Buffer.alloc(1)]), 'INVALID_RECORD'],
    [
      'a length smaller than a header',
      altered((bytes) => bytes.writeInt32BE(20, 8)),
      'CORRUPT_MESSAGE',
    ],
    ['a negative length', altered((bytes) => bytes.writeInt32BE(-1, 8)), 'CORRUPT_MESSAGE'],
    ['message format 0', altered((bytes) => bytes.writeInt8(0, 16)), 'INVALID_RECORD'],
    ['message format 1', altered((bytes) => bytes.writeInt8(1, 16)), 'INVALID_RECORD'],
    [
      'message format 3',
      altered((bytes) => bytes.writeInt8(3, 16)),
      'UNSUPPORTED_FOR_MESSAGE_FORMAT',
    ],
  ])('%s', (_, bytes, error) => {
    expect(errorOf(bytes)).toBe(error);
  });
});

describe('header', () => {
  test.each<[string, (bytes: Buffer) => void]>([
    ['a base offset', (bytes) => writeInt64(bytes, 1, 0)],
    ['no records', (bytes) => bytes.writeInt32BE(0, BatchField.count)],
    ['a negative count', (bytes) => bytes.writeInt32BE(-3, BatchField.count)],
    ['fewer offsets than records', (bytes) => bytes.writeInt32BE(1, BatchField.lastOffsetDelta)],
    [
      'more records than there are',
      (bytes) => {
        bytes.writeInt32BE(4, BatchField.count);
        bytes.writeInt32BE(3, BatchField.lastOffsetDelta);
      },
    ],
    [
      'fewer records than there are',
      (bytes) => {
        bytes.writeInt32BE(2, BatchField.count);
        bytes.writeInt32BE(1, BatchField.lastOffsetDelta);
      },
    ],
    ['a control batch', (bytes) => bytes.writeInt16BE(0x20, BatchField.attributes)],
    ['a delete horizon', (bytes) => bytes.writeInt16BE(0x40, BatchField.attributes)],
    ['an unknown codec', (bytes) => bytes.writeInt16BE(5, BatchField.attributes)],
    [
      'a codec that the records are not in',
      (bytes) => bytes.writeInt16BE(3, BatchField.attributes),
    ],
    ['a producer id below none', (bytes) => writeInt64(bytes, -2, BatchField.producerId)],
    ['a producer without an epoch', (bytes) => writeInt64(bytes, 1, BatchField.producerId)],
    [
      'a producer without a sequence',
      (bytes) => {
        writeInt64(bytes, 1, BatchField.producerId);
        bytes.writeInt16BE(0, BatchField.producerEpoch);
      },
    ],
  ])('%s is an invalid record', (_, change) => {
    expect(errorOf(altered(change))).toBe('INVALID_RECORD');
  });

  test('A checksum that does not fit is a corrupt message.', () => {
    const bytes = batch();
    bytes[bytes.length - 1]! ^= 1;
    expect(errorOf(bytes)).toBe('CORRUPT_MESSAGE');
  });

  test('The size of the batch as it came counts, not that of its records.', () => {
    const large = [{ value: Buffer.alloc(5000), timestamp: NOW }];
    expect(errorOf(encodeBatch(large))).toBe('MESSAGE_TOO_LARGE');
    expect(errorOf(encodeBatch(large, { codec: 'gzip' }))).toBe('NONE');
  });
});

describe('records', () => {
  test('Offset deltas that are not 0, 1, 2, … are invalid, compressed or not.', () => {
    for (const codec of ['none', 'lz4'] as const) {
      const gap = [0, 2].map((offset) => ({ ...records(1)[0]!, offset }));
      const bytes = encodeBatch(gap, { codec });
      bytes.writeInt32BE(1, BatchField.lastOffsetDelta);
      bytes.writeUInt32BE(computeBatchCrc(bytes, 0, bytes.length), BatchField.crc);
      expect(errorOf(bytes)).toBe('INVALID_RECORD');
    }
  });

  test('A compacted topic names each record without a key.', () => {
    const mixed = [{ key: null }, { key: Buffer.from('k') }, {}].map((each) => ({
      ...records(1)[0]!,
      ...each,
    }));
    mixed[2]!.key = null;
    expect(validateProduceBatches(encodeBatch(mixed), { ...rules, isCompacted: true })).toEqual({
      kind: 'invalid',
      error: 'INVALID_RECORD',
      message: 'One or more records have been rejected.',
      recordErrors: [0, 2].map((index) => ({
        index,
        message: 'A compacted topic takes no record without a key.',
      })),
    });
    expect(errorOf(encodeBatch(mixed))).toBe('NONE');
  });

  test('Timestamps outside the bounds are named; no timestamp is within any bounds.', () => {
    const timestamps = [NOW - 11, NOW - 10, NOW, NOW + 5, NOW + 6, -1];
    const bytes = encodeBatch(timestamps.map((timestamp) => ({ value: null, timestamp })));
    const bounds = { timestampBeforeMaxMs: 10, timestampAfterMaxMs: 5 };
    expect(validateProduceBatches(bytes, { ...rules, ...bounds })).toMatchObject({
      error: 'INVALID_TIMESTAMP',
      recordErrors: [{ index: 0 }, { index: 4 }],
    });
    expect(errorOf(bytes, { ...bounds, timestampType: 'LogAppendTime' })).toBe('NONE');
  });

  test('A bomb is refused before it goes off.', () => {
    const bytes = encodeBatch([{ value: Buffer.alloc(100_000), timestamp: NOW }], {
      codec: 'zstd',
    });
    expect(errorOf(bytes, { decompressedSizeMax: 50_000 })).toBe('INVALID_RECORD');
  });

  test('Records of a trusted sender are not walked.', () => {
    const keyless = encodeBatch([{ value: null, timestamp: NOW }]);
    expect(errorOf(keyless, { isCompacted: true, skipsRecords: true })).toBe('NONE');
  });
});

describe('timestamps in place', () => {
  test('With LogAppendTime the batch gets the broker time, and a checksum that fits.', () => {
    const bytes = batch({ codec: 'snappy' });
    const result = validateProduceBatches(bytes, { ...rules, timestampType: 'LogAppendTime' });
    expect(result).toMatchObject({ kind: 'valid', maxTimestamp: NOW });
    const stored = readBatch(bytes);
    expect([timestampTypeOf(stored), isCrcValid(stored)]).toEqual(['LogAppendTime', true]);
    expect([...recordsOf(stored)].map(({ timestamp }) => timestamp)).toEqual([NOW, NOW, NOW]);
  });

  test('With CreateTime a wrong maximum is put right.', () => {
    const bytes = altered((each) => writeInt64(each, 5, BatchField.maxTimestamp));
    expect(validateProduceBatches(bytes, rules)).toMatchObject({
      kind: 'valid',
      maxTimestamp: NOW - 1,
    });
    expect(bytes).toEqual(batch());
  });
});
