/** How the stored form of a group becomes the group: from nothing after a load, or over what is known of it. */

import type { GroupMetadataRecord, StoredGroup, StoredMember } from '../records/group-record.ts';
import { emptyGroup } from '../state/classic-group.ts';
import type { GroupMember } from '../state/group-member.ts';
import type { GroupsState } from '../state/groups-state.ts';

export function replayGroupMetadata(
  state: GroupsState,
  { groupId, value }: GroupMetadataRecord,
): void {
  if (value === null) {
    state.groups.delete(groupId);
    return;
  }
  const group = state.groups.get(groupId) ?? emptyGroup(groupId);
  const members = value.members.map((stored) =>
    memberOf(stored, value, group.members.get(stored.memberId)),
  );
  state.groups.set(groupId, {
    ...group,
    state: members.length === 0 ? 'Empty' : 'Stable',
    stateTimestampMs: value.stateTimestampMs,
    protocolType: value.protocolType,
    protocolName: value.protocolName,
    generationId: value.generationId,
    leaderId: value.leaderId,
    members: new Map(members.map((member) => [member.memberId, member])),
    staticMembers: new Map(
      members.flatMap(({ groupInstanceId, memberId }) =>
        groupInstanceId === null ? [] : [[groupInstanceId, memberId]],
      ),
    ),
    initialRebalance: null,
    joinDeadline: null,
    pendingSync: members.length === 0 ? new Set() : group.pendingSync,
    syncDeadline: members.length === 0 ? null : group.syncDeadline,
  });
}

/** What the log does not hold of a member is kept where it is known. */
function memberOf(
  stored: StoredMember,
  { protocolName }: StoredGroup,
  known: GroupMember | undefined,
): GroupMember {
  const { subscription, ...fields } = stored;
  if (known !== undefined) return { ...known, assignment: stored.assignment, awaitingSync: null };
  return {
    ...fields,
    protocols: protocolName === null ? [] : [{ name: protocolName, metadata: subscription }],
    isNew: false,
    sessionDeadline: null,
    awaitingJoin: null,
    awaitingSync: null,
  };
}
