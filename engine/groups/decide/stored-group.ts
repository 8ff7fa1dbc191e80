/** The stored form of a group, as it is or with new assignments. */

import type { GroupMetadataRecord, StoredGroup, StoredMember } from '../records/group-record.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import { metadataOf, type GroupMember } from '../state/group-member.ts';
import type { Turn } from './turn.ts';

export function storedGroup(group: Readonly<ClassicGroup>, stateTimestampMs: number): StoredGroup {
  return {
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    generationId: group.generationId,
    leaderId: group.leaderId,
    stateTimestampMs,
    members: [...group.members.values()].map((member) => storedMember(member, group.protocolName)),
  };
}

function storedMember(member: GroupMember, protocolName: string | null): StoredMember {
  return {
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    rebalanceTimeoutMs: member.rebalanceTimeoutMs,
    sessionTimeoutMs: member.sessionTimeoutMs,
    subscription: metadataOf(member, protocolName),
    assignment: member.assignment,
  };
}

/** The record that brings a group into the log, before its first member is in it. */
export function newGroupRecord({ groupId, now }: Turn): GroupMetadataRecord {
  return {
    kind: 'group-metadata',
    groupId,
    value: {
      protocolType: null,
      protocolName: null,
      generationId: 0,
      leaderId: null,
      stateTimestampMs: now.wallMs,
      members: [],
    },
  };
}
