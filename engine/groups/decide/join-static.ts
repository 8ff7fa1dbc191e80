/** A static member comes back without its id, after a restart: it takes the place that it had (KIP-345). */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { selectProtocol } from '../state/protocol-choice.ts';
import type { JoinCommand } from './command.ts';
import { existingGroup, existingMember } from './existing-group.ts';
import { joinFailure, joinSuccess } from './join-reply.ts';
import { completeJoinIfReady, prepareRebalance, renewSession } from './rebalance.ts';
import { storedGroup } from './stored-group.ts';
import { syncFailure } from './sync-reply.ts';
import type { Turn } from './turn.ts';

/** The first version that can tell a leader not to divide the work again (KIP-814). */
const SKIP_ASSIGNMENT_VERSION = 9;

export interface Replacement {
  readonly oldMemberId: string;
  readonly newMemberId: string;
}

export function replaceStaticMember(
  turn: Turn,
  command: JoinCommand,
  { oldMemberId, newMemberId }: Replacement,
): void {
  const { body, request } = command;
  const { groupId } = turn;
  const groupInstanceId = body.groupInstanceId ?? '';
  const leaderBefore = existingGroup(turn).leaderId ?? '';
  fence(turn, oldMemberId);
  turn.emit({
    kind: 'member-replaced',
    groupId,
    memberId: oldMemberId,
    newMemberId,
    groupInstanceId,
  });
  renewSession(turn, newMemberId, body.sessionTimeoutMs);
  turn.emit({
    kind: 'member-updated',
    groupId,
    memberId: newMemberId,
    protocols: body.protocols,
    rebalanceTimeoutMs: body.rebalanceTimeoutMs,
    sessionTimeoutMs: body.sessionTimeoutMs,
    awaitingJoin: request,
  });
  const group = existingGroup(turn);
  const reason = `static member ${groupInstanceId} came back as ${newMemberId}`;
  if (group.state === 'PreparingRebalance') completeJoinIfReady(turn);
  else if (group.state === 'Stable' && selectProtocol(group) === group.protocolName) {
    answerWithoutRebalance(turn, command, { newMemberId, leaderBefore });
  } else prepareRebalance(turn, reason);
}

/** Whoever still waits under the old id has been replaced. */
function fence(turn: Turn, memberId: string): void {
  const { awaitingJoin, awaitingSync } = existingMember(turn, memberId);
  if (awaitingJoin !== null)
    turn.answer(awaitingJoin, joinFailure(ErrorCode.FENCED_INSTANCE_ID, memberId));
  if (awaitingSync !== null) turn.answer(awaitingSync, syncFailure(ErrorCode.FENCED_INSTANCE_ID));
}

/**
 * The assignment stands, so nobody else is disturbed. A leader must not divide the work anew: a client of today is told
 * to skip it, an older one is told that the leader is its former self, which makes it a follower.
 */
function answerWithoutRebalance(
  turn: Turn,
  { body, context, request }: JoinCommand,
  { newMemberId, leaderBefore }: { newMemberId: string; leaderBefore: string },
): void {
  const { groupId, now } = turn;
  const sessionDeadline = now.monotonicMs + body.sessionTimeoutMs;
  turn.emit({ kind: 'join-answered', groupId, memberId: newMemberId, sessionDeadline });
  const group = existingGroup(turn);
  turn.emit({ kind: 'group-metadata', groupId, value: storedGroup(group, group.stateTimestampMs) });
  const reply = joinSuccess(group, newMemberId);
  const isLeader = group.leaderId === newMemberId;
  if (context.apiVersion >= SKIP_ASSIGNMENT_VERSION)
    turn.answer(request, { ...reply, skipAssignment: isLeader });
  else turn.answer(request, { ...reply, leader: leaderBefore, members: [] });
}
