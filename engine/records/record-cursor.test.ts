/** Records that are not what their lengths say are refused, whatever is wrong with them, and never read beyond their batch. */

import { describe, expect, test } from 'vitest';

import { BATCH_HEADER_SIZE, BatchField, readBatch } from './batch.ts';
import { encodeBatch } from './batch-builder.ts';
import {
  ControlType,
  encodeTransactionMarker,
  readControlRecord,
  readTransactionMarker,
} from './control-record.ts';
import { RecordCursor } from './record-cursor.ts';
import { dataRecordsOf, recordsOf } from './records.ts';

/** A batch whose records section is these bytes, and that says that it holds `count` records. */
function batchWith(hex: string, count = 1): ReturnType<typeof readBatch> {
  const header = encodeBatch([{ value: null, timestamp: 0 }]).subarray(0, BATCH_HEADER_SIZE);
  const bytes = Buffer.concat([header, Buffer.from(hex, 'hex')]);
  bytes.writeInt32BE(bytes.length - 12, BatchField.length);
  bytes.writeInt32BE(count, BatchField.count);
  // What follows the batch in its buffer must not be taken for a part of it.
  return readBatch(Buffer.concat([bytes, Buffer.alloc(100, 0x02)]));
}

describe('A batch is refused', () => {
  test.each([
    ['with a record longer than itself', '2c00000001010000'],
    ['with a record of negative length', '01'],
    ['with a record shorter than its fields', '0a0000000202'],
    ['with a record longer than its fields', '120000000101000000'],
    ['with a key longer than its record', '0c00000028010000'],
    ['with a key of a negative length other than null', '0c00000003010000'],
    ['with a value of a negative length other than null', '0c00000001030000'],
    ['with a negative number of headers', '0c00000001010100'],
    ['with more headers than there are', '0c000000010106'],
    ['with a header whose key is null', '1000000001010201010000'],
    ['with a number that does not end', `0c${'ff'.repeat(12)}`],
    ['with a number that is cut', '80'],
    ['with fewer records than it says', '0c0000000101000c'],
    ['with no bytes at all', ''],
  ])('%s', (_, hex) => {
    const cursor = new RecordCursor(batchWith(hex, 2));
    const walk = () => {
      while (cursor.next());
    };
    expect(walk).toThrow(expect.objectContaining({ code: 'RECORDS_CORRUPT' }));
  });

  test('with bytes after its last record', () => {
    const walk = () => [...recordsOf(batchWith('0c00000001010000'))];
    expect(walk).toThrow('A batch has bytes after its last record.');
  });

  test('with a codec that nobody knows', () => {
    const bytes = encodeBatch([{ value: null, timestamp: 0 }]);
    bytes.writeInt16BE(6, BatchField.attributes);
    expect(() => new RecordCursor(readBatch(bytes))).toThrow('A batch names the unknown codec 6.');
  });
});

test('A cursor gives the fields of each record in turn, and can be asked again.', () => {
  const headers = [
    { key: 'ä', value: Buffer.from('1') },
    { key: '', value: null },
  ];
  const cursor = new RecordCursor(
    readBatch(
      encodeBatch(
        [
          { key: Buffer.from('k'), value: Buffer.from('v'), headers, timestamp: 2 ** 41 },
          { key: null, value: Buffer.alloc(0), timestamp: 5 },
        ],
        { baseOffset: 7 },
      ),
    ),
  );
  const seen = [];
  while (cursor.next()) {
    expect(cursor.headers).toEqual(cursor.headers);
    seen.push([
      cursor.offset,
      cursor.timestamp,
      cursor.key?.toString(),
      cursor.value?.toString(),
      cursor.headers,
    ]);
  }
  expect(seen).toEqual([
    [7, 2 ** 41, 'k', 'v', headers],
    [8, 5, undefined, '', []],
  ]);
  expect(cursor.next()).toBe(false);
});

test('Data is what consumers get: no control records, and nothing before the offset.', () => {
  const marker = encodeTransactionMarker(
    { outcome: 'abort', coordinatorEpoch: 3 },
    { producerId: 1, producerEpoch: 2, timestamp: 9 },
  );
  const data = encodeBatch(
    [1, 2, 3].map((each) => ({ value: Buffer.from(`${each}`), timestamp: 0 })),
    { baseOffset: 4 },
  );
  const values = Array.from(dataRecordsOf(Buffer.concat([marker, data]), 5), ({ value }) =>
    value!.toString(),
  );
  expect(values).toEqual(['2', '3']);
});

describe('Control records', () => {
  test('of other kinds are no transaction markers', () => {
    const key = Buffer.from([0, 0, 0, ControlType.leaderChange]);
    const batch = readBatch(
      encodeBatch([{ key, value: Buffer.from('x'), timestamp: 1 }], {
        isControl: true,
        baseOffset: 3,
      }),
    );
    expect(readTransactionMarker(batch)).toBeUndefined();
    expect(readControlRecord(batch)).toEqual({
      type: ControlType.leaderChange,
      offset: 3,
      timestamp: 1,
      value: Buffer.from('x'),
    });
  });

  test.each([
    ['without a key', null, Buffer.alloc(6)],
    ['with a short key', Buffer.alloc(3), Buffer.alloc(6)],
    ['with a short value', Buffer.alloc(4), Buffer.alloc(5)],
  ])('%s are corrupt', (_, key, value) => {
    const batch = readBatch(encodeBatch([{ key, value, timestamp: 1 }], { isControl: true }));
    expect(() => readTransactionMarker(batch)).toThrow(
      expect.objectContaining({ code: 'RECORDS_CORRUPT' }),
    );
  });
});
