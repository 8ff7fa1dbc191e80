/** A decision's records as batches for the log, and the log's batches as entries to replay. */

import type { Millis } from '../base/ports/clock.ts';
import { batchesOf, isControl, isTransactional, type Batch } from '../records/batch.ts';
import { BatchBuilder } from '../records/batch-builder.ts';
import { encodeTransactionMarker } from '../records/control-record.ts';
import { RecordCursor } from '../records/record-cursor.ts';
import type { LogEntry, ProducerIdentity, StoredRecord, TransactionEnd } from './machine.ts';

/** Well below the default `max.message.bytes`, so that only a single record of that size can be refused for it. */
const BATCH_SIZE_MAX = 512 * 1024;

/** One batch to append, and how many of the decision's records are done when it is in the log. */
export interface LogBatch {
  readonly bytes: Buffer;
  readonly records: number;
  readonly doneCount: number;
}

interface LogBatchOptions {
  readonly leaderEpoch: number;
  readonly timestamp: Millis;
  readonly transaction: ProducerIdentity | undefined;
}

/** Volatile records (undefined) take no room in a batch and go with the logged ones before them. */
export function logBatchesOf(
  encoded: readonly (StoredRecord | undefined)[],
  { leaderEpoch, timestamp, transaction }: LogBatchOptions,
): LogBatch[] {
  const header = { leaderEpoch, ...transaction, isTransactional: transaction !== undefined };
  const batches: LogBatch[] = [];
  let builder = new BatchBuilder(header);
  encoded.forEach((record, index) => {
    if (record === undefined) return;
    const input = { ...record, timestamp };
    if (builder.count > 0 && builder.size + BatchBuilder.sizeOf(input) > BATCH_SIZE_MAX) {
      batches.push({ bytes: builder.build(), records: builder.count, doneCount: index });
      builder = new BatchBuilder(header);
    }
    builder.append(input);
  });
  if (builder.count > 0) {
    batches.push({ bytes: builder.build(), records: builder.count, doneCount: encoded.length });
  }
  return batches;
}

/** The end of a transaction, as its coordinator tells it to those who have a part in it. */
export interface EndingTransaction extends TransactionEnd, ProducerIdentity {
  readonly coordinatorEpoch: number;
}

export function markerBatchOf(
  { committed, coordinatorEpoch, producerId, producerEpoch }: EndingTransaction,
  timestamp: Millis,
): Buffer {
  return encodeTransactionMarker(
    { outcome: committed ? 'commit' : 'abort', coordinatorEpoch },
    { producerId, producerEpoch, timestamp },
  );
}

export type Loaded =
  | { readonly kind: 'record'; readonly entry: LogEntry }
  | { readonly kind: 'transaction-end'; readonly end: TransactionEnd };

const COMMIT_MARKER = 1;

/** What the batches in `bytes` hold from `fromOffset` on, batch by batch. */
export function* loadedBatches(
  bytes: Buffer,
  fromOffset: number,
): Generator<{ readonly lastOffset: number; readonly loaded: Loaded[] }, void> {
  for (const batch of batchesOf(bytes)) {
    if (batch.lastOffset < fromOffset) continue;
    const loaded = isControl(batch) ? markersOf(batch) : entriesOf(batch, fromOffset);
    yield { lastOffset: batch.lastOffset, loaded };
  }
}

function entriesOf(batch: Batch, fromOffset: number): Loaded[] {
  const { producerId, producerEpoch } = batch;
  const transaction = isTransactional(batch) ? { producerId, producerEpoch } : undefined;
  const loaded: Loaded[] = [];
  for (const cursor = new RecordCursor(batch); cursor.next();) {
    const { key, value, offset } = cursor;
    if (key === null || offset < fromOffset) continue;
    loaded.push({ kind: 'record', entry: { key, value, offset, transaction } });
  }
  return loaded;
}

/** The key of a control record is a version and a type, 16 bits each: 0 aborts and 1 commits. */
function markersOf(batch: Batch): Loaded[] {
  const cursor = new RecordCursor(batch);
  if (!cursor.next() || cursor.key === null) return [];
  const type = cursor.key.readInt16BE(2);
  if (type > COMMIT_MARKER) return [];
  return [
    {
      kind: 'transaction-end',
      end: { producerId: batch.producerId, committed: type === COMMIT_MARKER },
    },
  ];
}
