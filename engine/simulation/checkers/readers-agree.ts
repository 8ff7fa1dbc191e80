/** All consumers are given the same record at the same offset, and it is in the log at the end. */

import type { PartitionLog } from '../../log/partition-log.ts';
import type { Simulation } from '../simulation.ts';
import { partitionName } from '../workload/deliveries.ts';
import { CommittedLog, textOf } from './committed-log.ts';
import { defineChecker } from './define-checker.ts';

export const readersAgree = defineChecker({
  name: 'readers agree',
  start(simulation, violate) {
    /** What consumers were given, by partition and offset. */
    const given = new Map<string, Map<number, string>>();
    return {
      read(consumer, _group, batch) {
        const name = partitionName(batch);
        const known = given.get(name) ?? new Map<number, string>();
        given.set(name, known);
        for (const { offset, value } of batch.records) {
          const text = textOf(value);
          const before = known.get(offset) ?? text;
          if (before !== text)
            violate(`${consumer} was given ${text} at ${offset} of ${name}, others ${before}.`);
          known.set(offset, text);
        }
      },
      finish() {
        for (const [name, records] of given) {
          const log = leadersLog(simulation, name);
          const committed = new CommittedLog();
          if (log) committed.take(log, log.logStartOffset, 'the leader');
          for (const [offset, value] of records) {
            const found = committed.values.get(offset);
            if (found !== value)
              violate(`${value} was read at ${offset} of ${name}, where ${found} is.`);
          }
        }
      },
    };
  },
});

function leadersLog({ cluster }: Simulation, name: string): PartitionLog | undefined {
  for (const { broker } of cluster.brokers)
    for (const partition of broker?.partitions.all() ?? [])
      if (partition.name === name && partition.role === 'leader') return partition.log;
  return undefined;
}
