/** A member enters a group, or comes back to it: at once answered, or held until all have arrived. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { awaitingJoinCount, type ClassicGroup } from '../state/classic-group.ts';
import { EMPTY_BYTES, offersSame, type GroupMember } from '../state/group-member.ts';
import { supportsProtocols } from '../state/protocol-choice.ts';
import type { JoinCommand } from './command.ts';
import { eraseConsumerGroup } from './consumer/remove.ts';
import { existingGroup, existingMember } from './existing-group.ts';
import { joinFailure, joinSuccess } from './join-reply.ts';
import { replaceStaticMember } from './join-static.ts';
import { completeJoinIfReady, rebalance, removeMember } from './rebalance.ts';
import { newGroupRecord } from './stored-group.ts';
import type { Turn } from './turn.ts';
import { validateMember } from './validate-member.ts';

/** The first version whose clients know what to do with MEMBER_ID_REQUIRED (KIP-394). */
const MEMBER_ID_REQUIRED_VERSION = 4;

export function decideJoin(turn: Turn, command: JoinCommand): void {
  const { body, request } = command;
  if (turn.consumerGroup !== undefined) {
    if (turn.consumerGroup.members.size > 0) return refuseProtocols(turn, command);
    if (body.memberId === '') eraseConsumerGroup(turn);
  }
  if (turn.group === undefined) {
    if (body.memberId !== '')
      return turn.answer(request, joinFailure(ErrorCode.UNKNOWN_MEMBER_ID, body.memberId));
    if (body.protocolType === '' || body.protocols.length === 0)
      return refuseProtocols(turn, command);
    turn.emit(newGroupRecord(turn));
  }
  const group = existingGroup(turn);
  if (!hasRoomFor(group, { memberId: body.memberId, sizeMax: turn.config.maxSize }))
    return refuseForSize(turn, command);
  if (!supportsProtocols(group, body)) return refuseProtocols(turn, command);
  if (body.memberId === '') joinWithoutId(turn, command);
  else joinWithId(turn, command);
}

function refuseProtocols(turn: Turn, { body, request }: JoinCommand): void {
  turn.answer(request, joinFailure(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, body.memberId));
}

/**
 * While members gather it is those who have arrived that count, so that the last to come back are the ones who find no
 * room after the limit was lowered.
 */
function hasRoomFor(
  group: Readonly<ClassicGroup>,
  { memberId, sizeMax }: { memberId: string; sizeMax: number },
): boolean {
  const member = group.members.get(memberId);
  switch (group.state) {
    case 'Empty':
      return true;
    case 'PreparingRebalance':
      return (
        (member !== undefined && member.awaitingJoin !== null) || awaitingJoinCount(group) < sizeMax
      );
    default:
      return member !== undefined || group.members.size < sizeMax;
  }
}

function refuseForSize(turn: Turn, { body, request }: JoinCommand): void {
  const { memberId } = body;
  turn.answer(request, joinFailure(ErrorCode.GROUP_MAX_SIZE_REACHED, ''));
  const group = existingGroup(turn);
  if (group.members.has(memberId)) removeMember(turn, memberId, 'the group is full');
  else if (group.pendingMembers.has(memberId))
    turn.emit({ kind: 'pending-member-removed', groupId: turn.groupId, memberId });
  else return;
  completeJoinIfReady(turn);
}

function joinWithoutId(turn: Turn, command: JoinCommand): void {
  const { body, context, request, uniquePart } = command;
  const { groupInstanceId } = body;
  const newMemberId = `${groupInstanceId ?? context.clientId}-${uniquePart}`;
  const replacedId =
    groupInstanceId === null ? undefined : existingGroup(turn).staticMembers.get(groupInstanceId);
  if (replacedId !== undefined)
    return replaceStaticMember(turn, command, { oldMemberId: replacedId, newMemberId });
  if (groupInstanceId !== null || context.apiVersion < MEMBER_ID_REQUIRED_VERSION)
    return addMember(turn, command, newMemberId);
  const deadline = turn.now.monotonicMs + body.sessionTimeoutMs;
  turn.emit({ kind: 'member-pending', groupId: turn.groupId, memberId: newMemberId, deadline });
  turn.answer(request, joinFailure(ErrorCode.MEMBER_ID_REQUIRED, newMemberId));
}

function joinWithId(turn: Turn, command: JoinCommand): void {
  const { body, request } = command;
  const { memberId } = body;
  const group = existingGroup(turn);
  if (group.pendingMembers.has(memberId) && body.groupInstanceId === null)
    return addMember(turn, command, memberId);
  const errorCode = validateMember(group, body);
  if (errorCode !== ErrorCode.NONE) return turn.answer(request, joinFailure(errorCode, memberId));
  if (isAnsweredAsBefore(group, command)) return turn.answer(request, joinSuccess(group, memberId));
  updateMember(turn, command);
  rebalance(turn, joinReason(`member ${memberId} joined again`, command));
}

/**
 * A member that comes with nothing new has missed our answer, and gets it again. In a stable group the leader is an
 * exception: by joining it says that the work should be divided anew.
 */
function isAnsweredAsBefore(group: Readonly<ClassicGroup>, { body }: JoinCommand): boolean {
  const member = group.members.get(body.memberId);
  if (member === undefined || !offersSame(member, body.protocols)) return false;
  return (
    group.state === 'CompletingRebalance' ||
    (group.state === 'Stable' && group.leaderId !== body.memberId)
  );
}

/** A request of the member that still waits, from before it tried again, is answered with what it can only ignore. */
function updateMember(turn: Turn, { body, request }: JoinCommand): void {
  const { memberId, protocols, rebalanceTimeoutMs, sessionTimeoutMs } = body;
  const { awaitingJoin } = existingMember(turn, memberId);
  if (awaitingJoin !== null)
    turn.answer(awaitingJoin, joinFailure(ErrorCode.REBALANCE_IN_PROGRESS, memberId));
  turn.emit({
    kind: 'member-updated',
    groupId: turn.groupId,
    memberId,
    protocols,
    rebalanceTimeoutMs,
    sessionTimeoutMs,
    awaitingJoin: request,
  });
}

/** A new member cannot send heartbeats before it knows its id, so until then it is given more time. */
function addMember(turn: Turn, command: JoinCommand, memberId: string): void {
  const { body, context, request } = command;
  const member: GroupMember = {
    memberId,
    groupInstanceId: body.groupInstanceId,
    clientId: context.clientId,
    clientHost: context.clientHost,
    rebalanceTimeoutMs: body.rebalanceTimeoutMs,
    sessionTimeoutMs: body.sessionTimeoutMs,
    protocols: body.protocols,
    assignment: EMPTY_BYTES,
    isNew: true,
    sessionDeadline: turn.now.monotonicMs + turn.config.newMemberJoinTimeoutMs,
    awaitingJoin: request,
    awaitingSync: null,
  };
  const reason = joinReason(`member ${memberId} joined`, command);
  turn.emit({
    kind: 'member-joined',
    groupId: turn.groupId,
    member,
    protocolType: body.protocolType,
    reason,
  });
  rebalance(turn, reason);
}

/** Clients may say why they join (KIP-800). */
export function joinReason(what: string, { body }: JoinCommand): string {
  return body.reason === null || body.reason === '' ? what : `${what}: ${body.reason}`;
}
