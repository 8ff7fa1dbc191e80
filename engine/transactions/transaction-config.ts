/** What a transaction coordinator is configured with. */

import type { Millis } from '../base/ports/clock.ts';

export interface TransactionConfig {
  /** Partitions of `__transaction_state` when it is made. */
  readonly topicPartitions: number;
  /** The longest time that a producer may ask for. */
  readonly timeoutMsMax: Millis;
  /** How long an unused transactional id is remembered. */
  readonly idExpirationMs: Millis;
  readonly idExpirationCheckMs: Millis;
  /** How long a reply waits for replication. */
  readonly commitTimeoutMs: Millis;
}

const defaults: TransactionConfig = {
  topicPartitions: 50,
  timeoutMsMax: 900_000,
  idExpirationMs: 604_800_000,
  idExpirationCheckMs: 3_600_000,
  commitTimeoutMs: 5000,
};

export function transactionConfig(chosen: Partial<TransactionConfig> = {}): TransactionConfig {
  return { ...defaults, ...chosen };
}
