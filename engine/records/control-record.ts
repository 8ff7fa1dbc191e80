/** Control records: what a log says about itself between the data (transaction markers, leader changes of the quorum). */

import { type Batch } from './batch.ts';
import { encodeBatch } from './batch-builder.ts';
import { corruptRecords } from './corrupt.ts';
import { RecordCursor } from './record-cursor.ts';

/** The second field of a control record's key; the first is its version. */
export const ControlType = {
  abort: 0,
  commit: 1,
  leaderChange: 2,
  snapshotHeader: 3,
  snapshotFooter: 4,
  kraftVersion: 5,
  kraftVoters: 6,
} as const;

export interface TransactionMarker {
  outcome: 'commit' | 'abort';
  coordinatorEpoch: number;
}

export interface ControlRecord {
  /** One of `ControlType`, or a number that came later. */
  type: number;
  offset: number;
  timestamp: number;
  value: Buffer;
}

/** The first record of a control batch; a transaction marker stands alone in its batch. */
export function readControlRecord(batch: Batch): ControlRecord {
  const cursor = new RecordCursor(batch);
  const key = cursor.next() ? cursor.key : null;
  if (key === null || key.length < 4)
    throw corruptRecords('A control batch has no control record.');
  const { offset, timestamp, value } = cursor;
  return { type: key.readInt16BE(2), offset, timestamp, value: value ?? Buffer.alloc(0) };
}

/** The marker in this control batch; `undefined` when it holds another kind of control record. */
export function readTransactionMarker(batch: Batch): TransactionMarker | undefined {
  const { type, value } = readControlRecord(batch);
  if (type !== ControlType.commit && type !== ControlType.abort) return undefined;
  if (value.length < 6) throw corruptRecords('A transaction marker is cut short.');
  return {
    outcome: type === ControlType.commit ? 'commit' : 'abort',
    coordinatorEpoch: value.readInt32BE(2),
  };
}

export interface MarkerOptions {
  producerId: number;
  producerEpoch: number;
  timestamp: number;
}

/** The batch that ends a producer's transaction in a partition. */
export function encodeTransactionMarker(marker: TransactionMarker, options: MarkerOptions): Buffer {
  const value = Buffer.alloc(6);
  value.writeInt32BE(marker.coordinatorEpoch, 2);
  const key = controlKey(ControlType[marker.outcome]);
  return encodeBatch([{ key, value, timestamp: options.timestamp }], {
    producerId: options.producerId,
    producerEpoch: options.producerEpoch,
    isTransactional: true,
    isControl: true,
  });
}

function controlKey(type: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeInt16BE(type, 2);
  return key;
}
