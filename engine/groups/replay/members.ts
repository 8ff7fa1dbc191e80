/** How the volatile records of single members change their group. */

import { assert } from '../../base/assert.ts';
import type {
  MemberJoinedRecord,
  MemberRemovedRecord,
  MemberReplacedRecord,
  MemberUpdatedRecord,
} from '../records/group-record.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import type { GroupMember } from '../state/group-member.ts';

/** The first member leads; whether it still does is settled when the join phase ends. */
export function replayMemberJoined(
  group: ClassicGroup,
  { member, protocolType }: MemberJoinedRecord,
): void {
  if (group.members.size === 0) group.protocolType = protocolType;
  group.leaderId ??= member.memberId;
  group.pendingMembers.delete(member.memberId);
  group.members.set(member.memberId, member);
  if (member.groupInstanceId !== null)
    group.staticMembers.set(member.groupInstanceId, member.memberId);
  if (group.initialRebalance !== null)
    group.initialRebalance = { ...group.initialRebalance, isMemberAdded: true };
}

export function replayMemberUpdated(group: ClassicGroup, record: MemberUpdatedRecord): void {
  const { protocols, rebalanceTimeoutMs, sessionTimeoutMs, awaitingJoin } = record;
  changeMember(group, record.memberId, {
    protocols,
    rebalanceTimeoutMs,
    sessionTimeoutMs,
    awaitingJoin,
  });
}

/** The new id takes everything over but the requests that wait, which the decision has answered. */
export function replayMemberReplaced(group: ClassicGroup, record: MemberReplacedRecord): void {
  const { memberId, newMemberId, groupInstanceId } = record;
  const member = group.members.get(memberId);
  assert(member !== undefined, 'A static member is replaced while it is in the group.');
  group.members.delete(memberId);
  group.members.set(newMemberId, {
    ...member,
    memberId: newMemberId,
    isNew: false,
    awaitingJoin: null,
    awaitingSync: null,
  });
  group.staticMembers.set(groupInstanceId, newMemberId);
  if (group.pendingSync.delete(memberId)) group.pendingSync.add(newMemberId);
  if (group.leaderId === memberId) group.leaderId = newMemberId;
}

/** When the leader goes, the member that has been there longest follows it. */
export function replayMemberRemoved(group: ClassicGroup, { memberId }: MemberRemovedRecord): void {
  const instanceId = group.members.get(memberId)?.groupInstanceId ?? null;
  group.members.delete(memberId);
  group.pendingSync.delete(memberId);
  if (instanceId !== null) group.staticMembers.delete(instanceId);
  if (group.leaderId !== memberId) return;
  const [next] = group.members.keys();
  group.leaderId = next ?? null;
}

export function changeMember(
  group: ClassicGroup,
  memberId: string,
  change: Partial<GroupMember>,
): void {
  const member = group.members.get(memberId);
  assert(member !== undefined, 'A record of a member is replayed while it is in the group.');
  group.members.set(memberId, { ...member, ...change });
}
