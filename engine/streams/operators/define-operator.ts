/** How an operator is declared: what it does to each record, decided once for a topology. */

import type { StreamRecord } from '../stream-record.ts';

/** Takes one record and passes on none, one or many. Synchronous: a whole batch goes through in one turn. */
export type Process = (record: StreamRecord, forward: (record: StreamRecord) => void) => void;

export interface Operator<Config> {
  /** In Kafka Streams' words. */
  readonly name: string;
  /** One sentence for the documentation. */
  readonly description: string;
  readonly build: (config: Config) => Process;
}

export function defineOperator<Config>(operator: Operator<Config>): Operator<Config> {
  return operator;
}
