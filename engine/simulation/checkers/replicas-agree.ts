/** Below their high watermarks all replicas hold the same bytes, nothing committed is missing from a leader, and every promise to a producer is kept. */

import type { Partition } from '../../replication/partition/partition.ts';
import type { PartitionLog } from '../../log/partition-log.ts';
import type { Simulation } from '../simulation.ts';
import { readValue } from '../workload/deliveries.ts';
import { CommittedLogs } from './committed-log.ts';
import { defineChecker } from './define-checker.ts';

export const replicasAgree = defineChecker({
  name: 'nothing committed is lost',
  start(simulation, violate) {
    const committed = new CommittedLogs();
    const checkedTo = new Map<PartitionLog, number>();
    const look = (): void => {
      for (const { id, broker } of simulation.cluster.brokers) {
        for (const partition of broker?.partitions.all() ?? []) {
          const { log, name, role } = partition;
          if (role === 'none') continue;
          const known = committed.of(name);
          const lacks = log.endOffset < known.endOffset;
          if (lacks && isLeaderNow(simulation, partition, id))
            violate(
              `Broker ${id} leads ${name} and ends at ${log.endOffset}, but ${known.endOffset} was committed.`,
            );
          const from = checkedTo.get(log) ?? log.logStartOffset;
          const result = known.take(log, from, `broker ${id}`);
          if ('problem' in result) violate(`${name}: ${result.problem}`);
          else checkedTo.set(log, result.checkedTo);
        }
      }
    };
    return {
      look,
      finish() {
        look();
        for (const problem of brokenPromises(simulation, committed)) violate(problem);
      },
    };
  },
});

function isLeaderNow({ cluster }: Simulation, partition: Partition, id: number): boolean {
  const decided = cluster.image?.topicsByName.get(partition.topic)?.partitions[partition.index];
  return decided?.leader === id && decided.leaderEpoch === partition.assignment.leaderEpoch;
}

function* brokenPromises(
  { deliveries }: Simulation,
  committed: CommittedLogs,
): Generator<string, void> {
  for (const [name, list] of deliveries.acknowledged) {
    const { values } = committed.of(name);
    for (const { offset, value } of list) {
      const found = values.get(offset);
      if (found !== value) yield `${name} promised ${value} at ${offset}, where ${found} is.`;
    }
    for (const problem of disorderOf(values, deliveries.idempotent)) yield `${name}: ${problem}`;
  }
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
