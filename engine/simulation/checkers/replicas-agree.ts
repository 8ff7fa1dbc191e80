/** Below their high watermarks all replicas hold the same bytes, nothing committed is missing from a leader, and every promise to a producer is kept. */

import type { Partition } from '../../replication/partition/partition.ts';
import type { PartitionLog } from '../../log/partition-log.ts';
import type { Simulation } from '../simulation.ts';
import { readValue } from '../workload/deliveries.ts';
import { CommittedLog } from './committed-log.ts';
import { defineChecker } from './define-checker.ts';

export const replicasAgree = defineChecker({
  name: 'nothing committed is lost',
  start(simulation, violate) {
    const { cluster, deliveries } = simulation;
    const committed = new Map<string, CommittedLog>();
    const checkedTo = new Map<PartitionLog, number>();
    const look = (): void => {
      for (const { id, broker } of cluster.brokers) {
        for (const partition of broker?.partitions.all() ?? []) {
          const { log, name } = partition;
          if (partition.role === 'none') continue;
          const canonical = committed.get(name) ?? new CommittedLog();
          committed.set(name, canonical);
          if (partition.role === 'leader' && isLeaderNow(simulation, partition, id)) {
            const lacks = log.endOffset < canonical.endOffset;
            if (lacks)
              violate(
                `Broker ${id} leads ${name} and ends at ${log.endOffset}, but ${canonical.endOffset} was committed.`,
              );
          }
          const from = checkedTo.get(log) ?? log.logStartOffset;
          if (from >= log.highWatermark) continue;
          const result = canonical.take(log, from, `broker ${id}`);
          if ('problem' in result) violate(`${name}: ${result.problem}`);
          else checkedTo.set(log, result.checkedTo);
        }
      }
    };
    const finish = (): void => {
      for (const [name, list] of deliveries.acknowledged) {
        const values = committed.get(name)?.values;
        for (const { offset, value } of list) {
          const found = values?.get(offset);
          if (found !== value)
            violate(`${name} promised ${value} at ${offset}, where ${found} is.`);
        }
        for (const problem of disorderOf(values ?? new Map(), deliveries.idempotent))
          violate(`${name}: ${problem}`);
      }
    };
    return {
      look,
      finish() {
        look();
        finish();
      },
    };
  },
});

function isLeaderNow({ cluster }: Simulation, partition: Partition, id: number): boolean {
  const decided = cluster.image?.topicsByName.get(partition.topic)?.partitions[partition.index];
  return decided?.leader === id && decided.leaderEpoch === partition.assignment.leaderEpoch;
}

/** Records of idempotent producers are there once and in order; those of others may repeat. */
function* disorderOf(
  values: ReadonlyMap<number, string>,
  idempotent: ReadonlySet<string>,
): Generator<string, void> {
  const last = new Map<string, number>();
  for (const [offset, value] of values) {
    const { producer, count } = readValue(value);
    if (!idempotent.has(producer)) continue;
    const before = last.get(producer) ?? 0;
    if (count !== before + 1)
      yield `at ${offset} ${producer} follows its record ${before} with ${count}.`;
    last.set(producer, count);
  }
}
