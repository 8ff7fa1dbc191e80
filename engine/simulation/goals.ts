/** What holds some time after everything has been healed. */

import type { Simulation } from './simulation.ts';
import { partitionName } from './workload/deliveries.ts';

export interface Goal {
  /** Ends a sentence that begins with: It is not so that. */
  readonly about: string;
  isReached(): boolean;
}

export function goalsOf(simulation: Simulation): Goal[] {
  const { cluster, producers } = simulation;
  return [
    {
      about: 'all producers are done',
      isReached: () => producers.every(({ isDone }) => isDone),
    },
    {
      about: 'all brokers are unfenced',
      isReached: () =>
        cluster.brokers.every(({ id }) => cluster.image?.brokers.get(id)?.fenced === false),
    },
    {
      about: 'all replicas of all partitions are in sync',
      isReached: () => areAllInSync(simulation),
    },
    ...consumptionGoals(simulation),
  ];
}

export function areAllInSync({ cluster }: Simulation): boolean {
  const { image } = cluster;
  if (image === undefined) return false;
  return [...image.topicsByName.values()].every(({ partitions }) =>
    partitions.every(({ leader, isr, replicas }) => leader >= 0 && isr.length === replicas.length),
  );
}

/** Somebody of each group, and every reader, has read to the end. */
function consumptionGoals(simulation: Simulation): Goal[] {
  const { cluster, consumers, topics, consumed } = simulation;
  const readers = new Set(consumers.map(({ machine }) => machine.name.replace(/-\d+$/, '')));
  return [...readers].flatMap((reader) =>
    [...topics].flatMap(([topic, count]) =>
      Array.from({ length: count }, (_, partition) => {
        const name = partitionName({ topic, partition });
        return {
          about: `${reader} has read ${name} to its end`,
          isReached() {
            const leader = cluster.brokers.find(
              ({ broker }) => broker?.roleOf(topic, partition) === 'leader',
            );
            const log = leader?.broker?.partitions.get(topic, partition)?.log;
            if (log === undefined || log.highWatermark < log.endOffset) return false;
            return (consumed.get(`${reader} ${name}`) ?? 0) >= log.endOffset;
          },
        };
      }),
    ),
  );
}
