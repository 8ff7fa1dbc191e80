/** Transactional ids in the bytes of `__transaction_state`, in the version that Kafka 4 writes. */

import type { LogEntry, StoredRecord } from '../../coordinator/machine.ts';
import {
  transactionLog,
  type TransactionLogValue,
} from '../../protocol/internal/transactions/00-transaction-log.ts';
import {
  coordinatorRecordType,
  decodeCoordinatorKey,
  decodeVersioned,
  encodeCoordinatorKey,
  encodeVersioned,
} from '../../protocol/record.ts';
import {
  statusCodes,
  type Transaction,
  type TransactionRecord,
  type TransactionStatus,
} from './transaction-record.ts';

/** The version with tagged fields, which hold what KIP-890 added. */
const VERSION = 1;
const NO_EPOCH = -1;
const EPOCH_BUMP_VERSION = 2;

const statusNames = new Map<number, TransactionStatus>(
  Object.entries(statusCodes).map(([name, code]) => [code, name as TransactionStatus]),
);

/** Undefined for the volatile kind. */
export function encodeTransactionRecord(record: TransactionRecord): StoredRecord | undefined {
  if (record.kind === 'deadline') return undefined;
  const { transactionalId, value } = record;
  const key = encodeCoordinatorKey(transactionLog, { transactionalId });
  return { key, value: value && encodeVersioned(transactionLog.value, VERSION, stored(value)) };
}

function stored(value: Transaction): TransactionLogValue {
  const { status, partitions, timeoutMs, updatedMs, startedMs, clientVersion } = value;
  return {
    producerId: value.producerId,
    previousProducerId: value.previousProducerId,
    nextProducerId: value.nextProducerId,
    producerEpoch: value.producerEpoch,
    nextProducerEpoch: NO_EPOCH,
    transactionTimeoutMs: timeoutMs,
    transactionStatus: statusCodes[status],
    transactionPartitions: status === 'Empty' ? null : partitions.map(storedTopic),
    transactionLastUpdateTimestampMs: updatedMs,
    transactionStartTimestampMs: startedMs,
    clientTransactionVersion: clientVersion,
  };
}

function storedTopic({ topic, partitions }: Transaction['partitions'][number]) {
  return { topic, partitionIds: [...partitions] };
}

/** Undefined for a kind of record, or a state, that came later. */
export function decodeTransactionRecord({ key, value }: LogEntry): TransactionRecord | undefined {
  if (coordinatorRecordType(key) !== transactionLog.type) return undefined;
  const { transactionalId } = decodeCoordinatorKey(transactionLog, key);
  if (value === null) return { kind: 'transaction', transactionalId, value };
  const { body } = decodeVersioned(transactionLog.value, value);
  const status = statusNames.get(body.transactionStatus);
  if (status === undefined) return undefined;
  return { kind: 'transaction', transactionalId, value: restored(body, status) };
}

function restored(body: TransactionLogValue, status: TransactionStatus): Transaction {
  const topics = body.transactionPartitions ?? [];
  return {
    producerId: body.producerId,
    previousProducerId: body.previousProducerId,
    nextProducerId: body.nextProducerId,
    producerEpoch: body.producerEpoch,
    lastProducerEpoch: NO_EPOCH,
    timeoutMs: body.transactionTimeoutMs,
    status,
    partitions: topics.map(({ topic, partitionIds }) => ({ topic, partitions: partitionIds })),
    updatedMs: body.transactionLastUpdateTimestampMs,
    startedMs: body.transactionStartTimestampMs,
    clientVersion: body.clientTransactionVersion >= EPOCH_BUMP_VERSION ? 2 : 0,
  };
}
