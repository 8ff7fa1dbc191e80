/** Segments written by Apache Kafka 4.3.1: what its own consumer reads is what we read, and we write the same bytes. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import {
  batchBytes,
  batchesOf,
  codecIdOf,
  isControl,
  isCrcValid,
  timestampTypeOf,
} from './batch.ts';
import { encodeBatch } from './batch-builder.ts';
import { encodeTransactionMarker, readTransactionMarker } from './control-record.ts';
import { recordsOf } from './records.ts';

function fixture(name: string): Buffer {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

function expectedRecords(name: string): unknown[] {
  return fixture(name)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function hex(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('hex');
}

describe.each(['codecs', 'shapes', 'logappend'])('the segment %s', (name) => {
  const batches = [...batchesOf(fixture(`${name}.log`))];

  test('decodes to what the Java consumer reads', () => {
    const records = batches.flatMap((batch) =>
      [...recordsOf(batch)].map((record) => ({
        offset: record.offset,
        timestamp: record.timestamp,
        timestampType: timestampTypeOf(batch),
        leaderEpoch: batch.leaderEpoch,
        keyHex: hex(record.key),
        valueHex: hex(record.value),
        headers: record.headers.map((header) => [header.key, hex(header.value)]),
      })),
    );
    expect(records).toEqual(expectedRecords(`${name}.jsonl`));
  });

  test('has valid checksums', () => {
    expect(batches.map(isCrcValid)).toEqual(batches.map(() => true));
  });

  test('is reproduced byte for byte from its records where it is not compressed', () => {
    const plain = batches.filter((batch) => codecIdOf(batch) === 0);
    expect(plain.length).toBeGreaterThan(0);
    for (const batch of plain) {
      const encoded = encodeBatch([...recordsOf(batch)], {
        ...batch,
        timestampType: timestampTypeOf(batch),
      });
      if (timestampTypeOf(batch) === 'CreateTime') expect(encoded).toEqual(batchBytes(batch));
    }
  });
});

test('The segment codecs uses every codec.', () => {
  const ids = [...batchesOf(fixture('codecs.log'))].map(codecIdOf);
  expect(new Set(ids)).toEqual(new Set([0, 1, 2, 3, 4]));
});

test('Transaction markers are read and written as Kafka does.', () => {
  const markers = [...batchesOf(fixture('transactions.log'))].filter(isControl);
  expect(markers.map(readTransactionMarker)).toEqual([
    { outcome: 'commit', coordinatorEpoch: 0 },
    { outcome: 'abort', coordinatorEpoch: 0 },
    { outcome: 'commit', coordinatorEpoch: 0 },
  ]);
  for (const batch of markers) {
    const encoded = encodeTransactionMarker(readTransactionMarker(batch)!, {
      producerId: batch.producerId,
      producerEpoch: batch.producerEpoch,
      timestamp: batch.maxTimestamp,
    });
    // Base offset and leader epoch are the broker's to assign.
    expect(encoded.subarray(16)).toEqual(batchBytes(batch).subarray(16));
  }
});
