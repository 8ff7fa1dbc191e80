/** What happens to a group when time passes: ids lapse, members are taken for dead, phases end. */

import { isExcusedFromHeartbeat } from '../state/group-member.ts';
import { expireConsumerMembers } from './consumer/leave.ts';
import { renewTimers } from './consumer/timers.ts';
import { existingGroup } from './existing-group.ts';
import {
  completeJoin,
  completeJoinIfReady,
  prepareRebalance,
  rebalance,
  removeMember,
  renewSession,
} from './rebalance.ts';
import type { Turn } from './turn.ts';

export function decideExpire(turn: Turn): void {
  if (turn.consumerGroup !== undefined) return expireConsumerMembers(turn);
  if (turn.group === undefined) return;
  expirePendingMembers(turn);
  expireSessions(turn);
  expireJoinPhase(turn);
  expireSyncPhase(turn);
}

/** Members of a loaded group, of whom nothing is known but that they were there. */
export function decideAdopt(turn: Turn): void {
  const { group, consumerGroup, config } = turn;
  for (const memberId of consumerGroup?.members.keys() ?? []) renewTimers(turn, memberId);
  if (group === undefined) return;
  for (const { memberId, sessionTimeoutMs } of group.members.values())
    renewSession(turn, memberId, sessionTimeoutMs);
  if (group.members.size > config.maxSize)
    prepareRebalance(turn, 'the group has more members than allowed');
}

function expirePendingMembers(turn: Turn): void {
  const { groupId, now } = turn;
  const lapsed = [...existingGroup(turn).pendingMembers].filter(
    ([, deadline]) => deadline <= now.monotonicMs,
  );
  for (const [memberId] of lapsed) turn.emit({ kind: 'pending-member-removed', groupId, memberId });
  if (lapsed.length > 0) completeJoinIfReady(turn);
}

function expireSessions(turn: Turn): void {
  const { groupId, now } = turn;
  let removed = 0;
  for (const member of existingGroup(turn).members.values()) {
    if (member.sessionDeadline === null || member.sessionDeadline > now.monotonicMs) continue;
    const { memberId } = member;
    if (isExcusedFromHeartbeat(member))
      turn.emit({ kind: 'session-renewed', groupId, memberId, deadline: null });
    else {
      removeMember(turn, memberId, 'it was not heard of for its session time-out');
      removed += 1;
    }
  }
  if (removed > 0) rebalance(turn, 'members were not heard of in time');
}

function expireJoinPhase(turn: Turn): void {
  const { groupId, now, config } = turn;
  const { state, joinDeadline, initialRebalance } = existingGroup(turn);
  if (state !== 'PreparingRebalance' || joinDeadline === null || joinDeadline > now.monotonicMs)
    return;
  if (
    initialRebalance === null ||
    !initialRebalance.isMemberAdded ||
    initialRebalance.remainingMs === 0
  ) {
    return completeJoin(turn);
  }
  const delayMs = Math.min(config.initialRebalanceDelayMs, initialRebalance.remainingMs);
  const remainingMs = Math.max(0, initialRebalance.remainingMs - initialRebalance.delayMs);
  turn.emit({
    kind: 'join-extended',
    groupId,
    joinDeadline: now.monotonicMs + delayMs,
    initialRebalance: { delayMs, remainingMs, isMemberAdded: false },
  });
}

function expireSyncPhase(turn: Turn): void {
  const { now } = turn;
  const { syncDeadline, pendingSync } = existingGroup(turn);
  if (syncDeadline === null || syncDeadline > now.monotonicMs) return;
  for (const memberId of pendingSync)
    removeMember(turn, memberId, 'it did not ask for its assignment in time');
  prepareRebalance(turn, 'members did not ask for their assignment in time');
}
