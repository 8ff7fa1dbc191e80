/** What an app does with records: where they come from, through which operators they go, and where they end. */

import type { Process } from './operators/define-operator.ts';
import type { StreamRecord } from './stream-record.ts';

export interface Topology {
  readonly sources: readonly string[];
  /** In order; each gets what the one before passes on. */
  readonly operators: readonly Process[];
  readonly sink: string;
}

/** The operators as one: what the last one forwards goes to `end`. */
export function chained(
  operators: readonly Process[],
  end: (record: StreamRecord) => void,
): (record: StreamRecord) => void {
  return operators.reduceRight<(record: StreamRecord) => void>(
    (next, operator) => (record) => operator(record, next),
    end,
  );
}
