/** Members go of their own accord, or an administrator sends static ones away. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { LeaveCommand, LeavingMember, LeftMember } from './command.ts';
import { existingGroup } from './existing-group.ts';
import { completeJoinIfReady, rebalance, removeMember } from './rebalance.ts';
import type { Turn } from './turn.ts';
import { validateMember } from './validate-member.ts';

export function decideLeave(turn: Turn, { request, members }: LeaveCommand): void {
  if (turn.group === undefined) {
    const left = members.map((leaving) => leftMember(leaving, ErrorCode.UNKNOWN_MEMBER_ID));
    return turn.answer(request, { errorCode: ErrorCode.NONE, members: left });
  }
  const membersBefore = existingGroup(turn).members.size;
  const left = members.map((leaving) => leftMember(leaving, leave(turn, leaving)));
  turn.answer(request, { errorCode: ErrorCode.NONE, members: left });
  if (existingGroup(turn).members.size < membersBefore) rebalance(turn, leaveReason(members));
  else completeJoinIfReady(turn);
}

function leftMember({ memberId, groupInstanceId }: LeavingMember, errorCode: number): LeftMember {
  return { memberId, groupInstanceId, errorCode };
}

function leave(turn: Turn, leaving: LeavingMember): ErrorCode {
  const group = existingGroup(turn);
  const { groupInstanceId } = leaving;
  const memberId = memberIdOf(turn, leaving);
  if (groupInstanceId === null && group.pendingMembers.has(memberId)) {
    turn.emit({ kind: 'pending-member-removed', groupId: turn.groupId, memberId });
    return ErrorCode.NONE;
  }
  const errorCode = validateMember(group, { memberId, groupInstanceId });
  const reason =
    leaving.reason === null || leaving.reason === '' ? 'it left' : `it left: ${leaving.reason}`;
  if (errorCode === ErrorCode.NONE) removeMember(turn, memberId, reason);
  return errorCode;
}

/** An administrator names a static member by its instance id alone. */
function memberIdOf(turn: Turn, { memberId, groupInstanceId }: LeavingMember): string {
  if (memberId !== '' || groupInstanceId === null) return memberId;
  return existingGroup(turn).staticMembers.get(groupInstanceId) ?? '';
}

function leaveReason(members: readonly LeavingMember[]): string {
  const names = members.map(({ memberId, groupInstanceId }) => groupInstanceId ?? memberId);
  return `${names.join(', ')} left`;
}
