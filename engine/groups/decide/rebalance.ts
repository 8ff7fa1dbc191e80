/** The join phase: asking everyone to come back, waiting for them, and beginning the next generation. */

import { assert } from '../../base/assert.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { RebalancePreparedRecord } from '../records/group-record.ts';
import {
  awaitingJoinCount,
  hasEveryoneJoined,
  rebalanceTimeoutOf,
} from '../state/classic-group.ts';
import { selectProtocol } from '../state/protocol-choice.ts';
import type { RebalanceCommand } from './command.ts';
import { raiseEpochIfChanged } from './consumer/divide.ts';
import { existingGroup, existingMember } from './existing-group.ts';
import { joinFailure, joinSuccess } from './join-reply.ts';
import { storedGroup } from './stored-group.ts';
import { syncFailure } from './sync-reply.ts';
import type { Turn } from './turn.ts';

/** Asked from outside, for instance because positions were set anew. A group that is rebalancing already needs nothing. */
export function decideRebalance(turn: Turn, { request, reason }: RebalanceCommand): void {
  const { group, consumerGroup } = turn;
  if (consumerGroup !== undefined) {
    raiseEpochIfChanged(turn, true);
    return turn.answer(request, ErrorCode.NONE);
  }
  turn.answer(request, group === undefined ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.NONE);
  if (group?.state === 'Stable' || group?.state === 'CompletingRebalance')
    prepareRebalance(turn, reason);
}

/** Starts a rebalance, or, where one is under way already, sees whether it can go on. */
export function rebalance(turn: Turn, reason: string): void {
  if (existingGroup(turn).state === 'PreparingRebalance') completeJoinIfReady(turn);
  else prepareRebalance(turn, reason);
}

export function prepareRebalance(turn: Turn, reason: string): void {
  const group = existingGroup(turn);
  if (group.state === 'CompletingRebalance') refuseWaitingSyncs(turn);
  if (group.state === 'Empty') prepareFirstRebalance(turn, reason);
  else {
    const joinDeadline = turn.now.monotonicMs + rebalanceTimeoutOf(group);
    emitPrepared(turn, { reason, joinDeadline, initialRebalance: null });
    completeJoinIfReady(turn);
  }
}

/** An empty group waits for more members, so that they do not cause a rebalance each (KIP-134). */
function prepareFirstRebalance(turn: Turn, reason: string): void {
  const delayMs = turn.config.initialRebalanceDelayMs;
  const remainingMs = Math.max(0, rebalanceTimeoutOf(existingGroup(turn)) - delayMs);
  const initialRebalance = { delayMs, remainingMs, isMemberAdded: false };
  emitPrepared(turn, { reason, joinDeadline: turn.now.monotonicMs + delayMs, initialRebalance });
}

function emitPrepared(
  { groupId, now, emit }: Turn,
  how: Pick<RebalancePreparedRecord, 'reason' | 'joinDeadline' | 'initialRebalance'>,
): void {
  emit({ kind: 'rebalance-prepared', groupId, stateTimestampMs: now.wallMs, ...how });
}

function refuseWaitingSyncs(turn: Turn): void {
  for (const { memberId, awaitingSync, sessionTimeoutMs } of existingGroup(turn).members.values()) {
    if (awaitingSync === null) continue;
    turn.answer(awaitingSync, syncFailure(ErrorCode.REBALANCE_IN_PROGRESS));
    renewSession(turn, memberId, sessionTimeoutMs);
  }
}

/** The first rebalance of an empty group goes on only by time. */
export function completeJoinIfReady(turn: Turn): void {
  const group = existingGroup(turn);
  if (group.state !== 'PreparingRebalance' || group.initialRebalance !== null) return;
  if (hasEveryoneJoined(group)) completeJoin(turn);
}

/** The time for joining is over, or everyone is there. Static members may be missing, dynamic ones are then removed. */
export function completeJoin(turn: Turn): void {
  for (const member of existingGroup(turn).members.values()) {
    if (member.awaitingJoin !== null || member.groupInstanceId !== null) continue;
    removeMember(turn, member.memberId, 'it did not join again before the rebalance time-out');
  }
  const group = existingGroup(turn);
  if (group.members.size === 0) becomeEmpty(turn);
  else if (awaitingJoinCount(group) === 0) {
    // Only static members that have not come back: their sessions decide what becomes of them.
    const waitMs = Math.max(rebalanceTimeoutOf(group), turn.config.minSessionTimeoutMs);
    const joinDeadline = turn.now.monotonicMs + waitMs;
    turn.emit({
      kind: 'join-extended',
      groupId: turn.groupId,
      joinDeadline,
      initialRebalance: null,
    });
  } else beginGeneration(turn);
}

function becomeEmpty(turn: Turn): void {
  const group = existingGroup(turn);
  const value = storedGroup(group, turn.now.wallMs);
  turn.emit({
    kind: 'group-metadata',
    groupId: turn.groupId,
    value: { ...value, generationId: group.generationId + 1, protocolName: null, leaderId: null },
  });
}

function beginGeneration(turn: Turn): void {
  electLeader(turn);
  const { groupId, now } = turn;
  const group = existingGroup(turn);
  const waiting = [...group.members.values()];
  const protocolName = selectProtocol(group);
  assert(protocolName !== null, 'Members are let in only with a protocol that all offer.');
  turn.emit({
    kind: 'generation-begun',
    groupId,
    generationId: group.generationId + 1,
    protocolName,
    stateTimestampMs: now.wallMs,
    monotonicMs: now.monotonicMs,
    syncDeadline: now.monotonicMs + rebalanceTimeoutOf(group),
  });
  const begun = existingGroup(turn);
  for (const { memberId, awaitingJoin } of waiting) {
    if (awaitingJoin !== null) turn.answer(awaitingJoin, joinSuccess(begun, memberId));
  }
}

/** A leader that has not come back is followed by the first member that has. */
function electLeader(turn: Turn): void {
  const { leaderId, members } = existingGroup(turn);
  const joinedMembers = [...members.values()].filter(({ awaitingJoin }) => awaitingJoin !== null);
  if (joinedMembers.some(({ memberId }) => memberId === leaderId)) return;
  const [joined] = joinedMembers;
  assert(joined !== undefined, 'A generation begins with at least one member that has joined.');
  turn.emit({ kind: 'leader-elected', groupId: turn.groupId, leaderId: joined.memberId });
}

/** Takes a member out; if it waits for an answer it is told, so that it can begin anew should it still be there. */
export function removeMember(turn: Turn, memberId: string, reason: string): void {
  const { awaitingJoin, awaitingSync } = existingMember(turn, memberId);
  if (awaitingJoin !== null)
    turn.answer(awaitingJoin, joinFailure(ErrorCode.UNKNOWN_MEMBER_ID, ''));
  if (awaitingSync !== null) turn.answer(awaitingSync, syncFailure(ErrorCode.UNKNOWN_MEMBER_ID));
  turn.emit({ kind: 'member-removed', groupId: turn.groupId, memberId, reason });
}

export function renewSession(turn: Turn, memberId: string, timeoutMs: number): void {
  const deadline = turn.now.monotonicMs + timeoutMs;
  turn.emit({ kind: 'session-renewed', groupId: turn.groupId, memberId, deadline });
}
