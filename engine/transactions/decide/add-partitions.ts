/** Partitions join a transaction, the first of which begins it; or their leader asks whether they have. */

import type { Moment } from '../../coordinator/machine.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { Transaction, TransactionRecord } from '../records/transaction-record.ts';
import {
  includesAll,
  includesPartition,
  isPrepared,
  type TransactionsState,
  unionOf,
} from '../transactions-state.ts';
import {
  type AddCommand,
  changed,
  decided,
  type PartitionErrors,
  type TransactionDecision,
  type VerifyCommand,
} from './command.ts';

export function decideAdd(
  { transactions }: Readonly<TransactionsState>,
  command: AddCommand,
  now: Moment,
): TransactionDecision {
  const { transactionalId, partitions, clientVersion } = command;
  const current = transactions.get(transactionalId);
  const errorCode = ownerError(current, command);
  if (current === undefined || errorCode !== ErrorCode.NONE) return decided(command, errorCode);
  const isOngoing = current.status === 'Ongoing';
  if (isOngoing && includesAll(current.partitions, partitions))
    return decided(command, ErrorCode.NONE);
  const value: Transaction = {
    ...current,
    previousProducerId: current.producerId,
    status: 'Ongoing',
    partitions: unionOf(isOngoing ? current.partitions : [], partitions),
    updatedMs: now.wallMs,
    startedMs: isOngoing ? current.startedMs : now.wallMs,
    clientVersion,
  };
  const records: TransactionRecord[] = [changed(transactionalId, value)];
  if (!isOngoing)
    records.push({ kind: 'deadline', transactionalId, at: now.monotonicMs + current.timeoutMs });
  return decided(command, ErrorCode.NONE, records);
}

export function decideVerify(
  { transactions }: Readonly<TransactionsState>,
  command: VerifyCommand,
): TransactionDecision {
  const current = transactions.get(command.transactionalId);
  const errorCode = ownerError(current, command);
  const resultOf = (topic: string, partition: number): ErrorCode => {
    if (current === undefined || errorCode !== ErrorCode.NONE) return errorCode;
    const isIncluded = includesPartition(current.partitions, topic, partition);
    return isIncluded ? ErrorCode.NONE : ErrorCode.TRANSACTION_ABORTABLE;
  };
  const results: PartitionErrors[] = command.partitions.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map((partition) => ({
      partition,
      errorCode: resultOf(topic, partition),
    })),
  }));
  return decided(command, results);
}

/** Whether a producer may change the transaction now. */
function ownerError(
  current: Transaction | undefined,
  { producerId, producerEpoch }: AddCommand | VerifyCommand,
): ErrorCode {
  if (current?.producerId !== producerId) return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
  if (current.producerEpoch !== producerEpoch) return ErrorCode.PRODUCER_FENCED;
  return isPrepared(current) ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.NONE;
}
