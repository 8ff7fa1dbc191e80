/** LeaveGroup takes one member up to version 2, and many from version 3. */

import type {
  LeaveGroupRequest,
  LeaveGroupResponse,
} from '../../protocol/messages/13-leave-group.ts';
import type { GroupReplies, LeavingMember } from '../decide/command.ts';

const MANY_MEMBERS_VERSION = 3;

export function leavingMembers(
  body: LeaveGroupRequest,
  apiVersion: number,
): readonly LeavingMember[] {
  if (apiVersion >= MANY_MEMBERS_VERSION) return body.members;
  return [{ memberId: body.memberId, groupInstanceId: null, reason: null }];
}

export function leaveResponse(
  { errorCode, members }: GroupReplies['leave'],
  apiVersion: number,
): LeaveGroupResponse {
  if (apiVersion >= MANY_MEMBERS_VERSION) return { throttleTimeMs: 0, errorCode, members };
  return {
    throttleTimeMs: 0,
    errorCode: errorCode === 0 ? (members[0]?.errorCode ?? 0) : errorCode,
    members: [],
  };
}
