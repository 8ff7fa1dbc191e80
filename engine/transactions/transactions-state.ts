/** What one coordinator knows: the transactional ids of its partition, and when those with an open transaction run out of time. */

import type { Millis } from '../base/ports/clock.ts';
import type {
  TopicPartitions,
  Transaction,
  TransactionRecord,
} from './records/transaction-record.ts';

export interface TransactionsState {
  readonly transactions: Map<string, Transaction>;
  readonly deadlines: Map<string, Millis>;
}

export function emptyTransactionsState(): TransactionsState {
  return { transactions: new Map(), deadlines: new Map() };
}

/** Only what is ongoing can run out of time. */
export function replayTransactionRecord(state: TransactionsState, record: TransactionRecord): void {
  const { transactionalId } = record;
  if (record.kind === 'deadline') {
    state.deadlines.set(transactionalId, record.at);
    return;
  }
  if (record.value === null) state.transactions.delete(transactionalId);
  else state.transactions.set(transactionalId, record.value);
  if (record.value?.status !== 'Ongoing') state.deadlines.delete(transactionalId);
}

/** Its outcome is decided, but not every partition knows. */
export function isPrepared({ status }: Transaction): boolean {
  return status === 'PrepareCommit' || status === 'PrepareAbort';
}

/** Nothing is open and nothing is left to tell. */
export function isSettled(transaction: Transaction): boolean {
  return transaction.status !== 'Ongoing' && !isPrepared(transaction);
}

const EPOCH_MAX = 0x7fff;

/** The last epoch is kept for markers, so that it can still fence. */
export function isEpochExhausted(epoch: number): boolean {
  return epoch >= EPOCH_MAX - 1;
}

export function isLastEpoch(epoch: number): boolean {
  return epoch === EPOCH_MAX;
}

export function includesPartition(
  topics: readonly TopicPartitions[],
  topic: string,
  partition: number,
): boolean {
  return topics.some((known) => known.topic === topic && known.partitions.includes(partition));
}

export function includesAll(
  topics: readonly TopicPartitions[],
  wanted: readonly TopicPartitions[],
): boolean {
  return wanted.every(({ topic, partitions }) =>
    partitions.every((partition) => includesPartition(topics, topic, partition)),
  );
}

/** The partitions of both, each once, in the order in which they came. */
export function unionOf(
  topics: readonly TopicPartitions[],
  added: readonly TopicPartitions[],
): TopicPartitions[] {
  const byTopic = new Map<string, Set<number>>();
  for (const { topic, partitions } of [...topics, ...added]) {
    const known = byTopic.get(topic) ?? new Set();
    for (const partition of partitions) known.add(partition);
    byTopic.set(topic, known);
  }
  return [...byTopic].map(([topic, partitions]) => ({ topic, partitions: [...partitions] }));
}
