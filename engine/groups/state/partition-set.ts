/** Sets of partitions by topic id, each partition with the epoch at which its member was given it. */

export interface TopicPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

/** By topic id, then by partition; no topic is there without a partition. */
export type PartitionSet = ReadonlyMap<string, ReadonlyMap<number, number>>;

export const NO_PARTITIONS: PartitionSet = new Map();

export function partitionSet(topics: readonly TopicPartitions[], epoch = 0): PartitionSet {
  const set = new Map<string, Map<number, number>>();
  for (const { topicId, partitions } of topics) {
    for (const partition of partitions) put(set, { topicId, partition, epoch });
  }
  return set;
}

export function topicPartitionsOf(set: PartitionSet): { topicId: string; partitions: number[] }[] {
  return [...set].map(([topicId, partitions]) => ({ topicId, partitions: [...partitions.keys()] }));
}

/** What of the first is in the second too, or with `false` what is not. */
export function select(set: PartitionSet, other: PartitionSet, isInBoth: boolean): PartitionSet {
  const selected = new Map<string, Map<number, number>>();
  for (const [topicId, partitions] of set) {
    const others = other.get(topicId);
    for (const [partition, epoch] of partitions) {
      if ((others?.has(partition) ?? false) === isInBoth)
        put(selected, { topicId, partition, epoch });
    }
  }
  return selected;
}

/** Both together; where a partition is in both, the first tells its epoch. */
export function unite(first: PartitionSet, second: PartitionSet): PartitionSet {
  const united = new Map([...first].map(([topicId, partitions]) => [topicId, new Map(partitions)]));
  for (const [topicId, partitions] of second) {
    for (const [partition, epoch] of partitions) {
      if (united.get(topicId)?.has(partition) !== true) put(united, { topicId, partition, epoch });
    }
  }
  return united;
}

export function withEpoch(set: PartitionSet, epoch: number): PartitionSet {
  return partitionSet(topicPartitionsOf(set), epoch);
}

export function overlaps(set: PartitionSet, other: PartitionSet): boolean {
  for (const [topicId, partitions] of set) {
    const others = other.get(topicId);
    if (others === undefined) continue;
    for (const partition of partitions.keys()) if (others.has(partition)) return true;
  }
  return false;
}

export function isSubset(set: PartitionSet, other: PartitionSet): boolean {
  return select(set, other, false).size === 0;
}

export function isSame(set: PartitionSet, other: PartitionSet): boolean {
  return isSubset(set, other) && isSubset(other, set);
}

function put(
  set: Map<string, Map<number, number>>,
  { topicId, partition, epoch }: { topicId: string; partition: number; epoch: number },
): void {
  let partitions = set.get(topicId);
  if (partitions === undefined) set.set(topicId, (partitions = new Map()));
  partitions.set(partition, epoch);
}
