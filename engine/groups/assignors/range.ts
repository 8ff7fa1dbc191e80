/** Each topic in ranges: topics with as many partitions and the same subscribers are cut at the same places. */

import { type PartitionSet, partitionSet, type TopicPartitions } from '../state/partition-set.ts';
import type { AssignorInput, AssignorMember } from './assignor.ts';

/** The first members get one more where it does not come out even. */
export function range({ members, topics }: AssignorInput): Map<string, PartitionSet> {
  const sorted = [...members].sort(byInstanceThenId);
  const ranges = new Map<string, TopicPartitions[]>(members.map(({ memberId }) => [memberId, []]));
  for (const [topicId, partitionCount] of topics) {
    const subscribers = sorted.filter(({ topicIds }) => topicIds.has(topicId));
    const share = Math.floor(partitionCount / subscribers.length);
    const larger = partitionCount % subscribers.length;
    let next = 0;
    subscribers.forEach(({ memberId }, index) => {
      const size = index < larger ? share + 1 : share;
      const first = next;
      next += size;
      if (size === 0) return;
      const partitions = Array.from({ length: size }, (_, offset) => first + offset);
      ranges.get(memberId)?.push({ topicId, partitions });
    });
  }
  return new Map([...ranges].map(([memberId, topicsOf]) => [memberId, partitionSet(topicsOf)]));
}

/** Static members come first, by their instance id, so that they keep their place when their member id changes. */
function byInstanceThenId(one: AssignorMember, other: AssignorMember): number {
  if (one.instanceId !== null && other.instanceId !== null)
    return one.instanceId < other.instanceId ? -1 : 1;
  if (one.instanceId !== null || other.instanceId !== null) return one.instanceId === null ? 1 : -1;
  return one.memberId < other.memberId ? -1 : 1;
}
