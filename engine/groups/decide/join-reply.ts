/** The replies that a JoinGroup can get. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { JoinGroupResponse } from '../../protocol/messages/11-join-group.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import { metadataOf } from '../state/group-member.ts';

export function joinFailure(errorCode: ErrorCode, memberId: string): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}

/** The group's current generation; the leader alone is told who the members are. */
export function joinSuccess(group: Readonly<ClassicGroup>, memberId: string): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    generationId: group.generationId,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    leader: group.leaderId ?? '',
    skipAssignment: false,
    memberId,
    members: group.leaderId === memberId ? membersOf(group) : [],
  };
}

function membersOf(group: Readonly<ClassicGroup>): JoinGroupResponse['members'] {
  return [...group.members.values()].map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    metadata: metadataOf(member, group.protocolName),
  }));
}
