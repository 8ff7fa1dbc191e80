/** As many partitions for each member as for every other, and as few as possible of them moved. */

import { type PartitionSet, partitionSet } from '../state/partition-set.ts';
import type { AssignorInput, AssignorMember } from './assignor.ts';

interface Partition {
  readonly topicId: string;
  readonly partition: number;
}

/** A member in the making. */
interface Share {
  readonly member: AssignorMember;
  owned: Partition[];
}

interface Division {
  readonly shares: readonly Share[];
  readonly unassigned: Partition[];
}

export function uniform({ members, topics }: AssignorInput): Map<string, PartitionSet> {
  const division = keepWhatStands({ members, topics });
  if (isHomogeneous(members, topics)) divideEvenly(division);
  else divideBySubscription(division);
  return new Map(division.shares.map(({ member, owned }) => [member.memberId, setOf(owned)]));
}

function isHomogeneous(
  members: readonly AssignorMember[],
  topics: AssignorInput['topics'],
): boolean {
  return members.every(({ topicIds }) => topicIds.size === topics.size);
}

/** Members begin with what they had of what they are still subscribed to. */
function keepWhatStands({ members, topics }: AssignorInput): Division {
  const free = new Map(
    [...topics].map(([topicId, count]) => [topicId, Array.from({ length: count }, () => true)]),
  );
  const shares = members.map((member) => {
    const owned: Partition[] = [];
    for (const [topicId, partitions] of member.target) {
      const isFree = free.get(topicId);
      if (isFree === undefined || !member.topicIds.has(topicId)) continue;
      for (const partition of partitions.keys()) {
        if (isFree[partition] !== true) continue;
        isFree[partition] = false;
        owned.push({ topicId, partition });
      }
    }
    return { member, owned };
  });
  const unassigned = [...free].flatMap(([topicId, isFree]) =>
    isFree.flatMap((isLeft, partition) => (isLeft ? [{ topicId, partition }] : [])),
  );
  return { shares, unassigned };
}

/** Everyone may own everything: each has its quota, and who has one more already keeps it before others get one. */
function divideEvenly({ shares, unassigned }: Division): void {
  const total = shares.reduce((sum, { owned }) => sum + owned.length, unassigned.length);
  const quota = Math.floor(total / shares.length);
  let extra = total % shares.length;
  const quotas = shares.map(({ owned }) => {
    if (owned.length <= quota || extra === 0) return quota;
    extra -= 1;
    return quota + 1;
  });
  shares.forEach((share, index) => unassigned.push(...share.owned.splice(quotas[index]!)));
  shares.forEach(({ owned }, index) => {
    let wanted = quotas[index]! - owned.length;
    if (quotas[index] === quota && extra > 0) {
      wanted += 1;
      extra -= 1;
    }
    owned.push(...unassigned.splice(unassigned.length - wanted, wanted));
  });
}

/** Those whom few may own are given away first, and then partitions move for as long as that makes shares more even. */
function divideBySubscription({ shares, unassigned }: Division): void {
  const subscribers = new Map<string, Share[]>();
  for (const share of shares) {
    for (const topicId of share.member.topicIds) {
      const others = subscribers.get(topicId);
      if (others === undefined) subscribers.set(topicId, [share]);
      else others.push(share);
    }
  }
  const choice = ({ topicId }: Partition): readonly Share[] => subscribers.get(topicId) ?? [];
  unassigned.sort((one, other) => choice(one).length - choice(other).length);
  for (const partition of unassigned) leastLoaded(choice(partition))?.owned.push(partition);
  while (evenOut(shares, choice));
}

/** Whether anything has moved. Every move makes the sum of the squares of the shares smaller, so this comes to an end. */
function evenOut(
  shares: readonly Share[],
  choice: (partition: Partition) => readonly Share[],
): boolean {
  let hasMoved = false;
  for (const share of shares) {
    const kept: Partition[] = [];
    const { owned } = share;
    owned.forEach((partition, index) => {
      const size = kept.length + owned.length - index;
      const least = leastLoaded(choice(partition));
      if (least === undefined || least === share || least.owned.length + 1 >= size)
        return void kept.push(partition);
      least.owned.push(partition);
      hasMoved = true;
    });
    share.owned = kept;
  }
  return hasMoved;
}

function leastLoaded(shares: readonly Share[]): Share | undefined {
  let least = shares[0];
  for (const share of shares)
    if (least === undefined || share.owned.length < least.owned.length) least = share;
  return least;
}

function setOf(owned: readonly Partition[]): PartitionSet {
  const byTopic = new Map<string, number[]>();
  for (const { topicId, partition } of owned) {
    const partitions = byTopic.get(topicId);
    if (partitions === undefined) byTopic.set(topicId, [partition]);
    else partitions.push(partition);
  }
  return partitionSet(
    [...byTopic].map(([topicId, partitions]) => ({
      topicId,
      partitions: partitions.sort((one, other) => one - other),
    })),
  );
}
