/** One step of a member towards its target: first it gives up, then it gets what others have given up. */

import type { CurrentAssignment } from '../../records/consumer-record.ts';
import type { ConsumerGroup, ConsumerMember } from '../../state/consumer-group.ts';
import {
  isSame,
  NO_PARTITIONS,
  overlaps,
  type PartitionSet,
  select,
  unite,
  withEpoch,
} from '../../state/partition-set.ts';

/** Where the member stands after a heartbeat that says what it owns; null when it does not say. */
export function reconcile(
  group: Readonly<ConsumerGroup>,
  member: ConsumerMember,
  owned: PartitionSet | null,
): CurrentAssignment {
  switch (member.state) {
    case 'stable':
      return member.memberEpoch === group.targetEpoch ? member : next(group, member, owned);
    case 'unrevoked':
      if (owned === null || overlaps(member.pendingRevocation, owned)) return member;
      return next(
        group,
        { ...member, memberEpoch: Math.min(member.memberEpoch + 1, group.targetEpoch) },
        owned,
      );
    case 'unreleased':
      return next(group, member, owned);
  }
}

/** The epoch of the target is the member's only once it has nothing left to give up. */
function next(
  group: Readonly<ConsumerGroup>,
  member: ConsumerMember,
  owned: PartitionSet | null,
): CurrentAssignment {
  const target = group.targets.get(member.memberId) ?? NO_PARTITIONS;
  const kept = select(member.assigned, target, true);
  const surplus = select(member.assigned, target, false);
  if (surplus.size > 0 && (owned === null || overlaps(surplus, owned))) {
    return moved(group, member, {
      memberEpoch: member.memberEpoch,
      state: 'unrevoked',
      assigned: kept,
      pendingRevocation: surplus,
    });
  }
  const missing = select(target, kept, false);
  const free = withoutOwners(group, member.memberId, missing);
  const isAllFree = select(missing, free, false).size === 0;
  return moved(group, member, {
    memberEpoch: group.targetEpoch,
    state: isAllFree ? 'stable' : 'unreleased',
    assigned: unite(kept, withEpoch(free, group.targetEpoch)),
    pendingRevocation: NO_PARTITIONS,
  });
}

/** The epoch before is remembered in case the answer with the new one is lost. */
function moved(
  group: Readonly<ConsumerGroup>,
  member: ConsumerMember,
  to: Omit<CurrentAssignment, 'previousMemberEpoch'>,
): CurrentAssignment {
  const before = group.members.get(member.memberId) ?? member;
  const { memberEpoch, previousMemberEpoch } = before;
  const isNewEpoch = to.memberEpoch !== memberEpoch;
  return { ...to, previousMemberEpoch: isNewEpoch ? memberEpoch : previousMemberEpoch };
}

/** What another member has yet to give up is still its own. */
function withoutOwners(
  { members }: Readonly<ConsumerGroup>,
  memberId: string,
  wanted: PartitionSet,
): PartitionSet {
  let free = wanted;
  for (const other of members.values()) {
    if (free.size === 0) break;
    if (other.memberId === memberId) continue;
    if (overlaps(other.assigned, free)) free = select(free, other.assigned, false);
    if (overlaps(other.pendingRevocation, free))
      free = select(free, other.pendingRevocation, false);
  }
  return free;
}

export function isSameAssignment(one: CurrentAssignment, other: CurrentAssignment): boolean {
  return (
    one.memberEpoch === other.memberEpoch &&
    one.previousMemberEpoch === other.previousMemberEpoch &&
    one.state === other.state &&
    isSame(one.assigned, other.assigned) &&
    isSame(one.pendingRevocation, other.pendingRevocation)
  );
}
