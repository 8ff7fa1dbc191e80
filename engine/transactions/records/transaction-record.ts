/** What can happen to a transactional id. Its state is kept in the log; when its time is up is volatile. */

import type { Millis } from '../../base/ports/clock.ts';

/** Kafka's states and their numbers in the log; those of its two passing states, 6 and 7, are never written. */
export const statusCodes = {
  Empty: 0,
  Ongoing: 1,
  PrepareCommit: 2,
  PrepareAbort: 3,
  CompleteCommit: 4,
  CompleteAbort: 5,
} as const;

export type TransactionStatus = keyof typeof statusCodes;

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** The transaction version that a client follows (KIP-890): at 2 every end of a transaction raises the epoch. */
export type ClientVersion = 0 | 2;

/** A transactional id: the producer that has it, and its latest transaction. */
export interface Transaction {
  readonly producerId: number;
  /** The producer id before the last change. */
  readonly previousProducerId: number;
  /** The producer id once the transaction has ended, when this one has used up its epochs; -1 otherwise. */
  readonly nextProducerId: number;
  readonly producerEpoch: number;
  /** The epoch before the last raise, when its producer asked for that; -1 otherwise, and after a change of coordinator. */
  readonly lastProducerEpoch: number;
  readonly timeoutMs: Millis;
  readonly status: TransactionStatus;
  readonly partitions: readonly TopicPartitions[];
  readonly updatedMs: Millis;
  /** -1 before the first transaction. */
  readonly startedMs: Millis;
  readonly clientVersion: ClientVersion;
}

export interface TransactionChangedRecord {
  readonly kind: 'transaction';
  readonly transactionalId: string;
  /** Null forgets the id. */
  readonly value: Transaction | null;
}

/** When an ongoing transaction is aborted, on the monotonic clock. */
export interface DeadlineRecord {
  readonly kind: 'deadline';
  readonly transactionalId: string;
  readonly at: Millis;
}

export type TransactionRecord = TransactionChangedRecord | DeadlineRecord;
