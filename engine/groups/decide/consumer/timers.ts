/** Until when a member has to be heard of, and to have given up what it is to give up. */

import type { Turn } from '../turn.ts';
import { existingConsumerMember } from './existing.ts';

/** Giving up is timed from when the member was first asked to. */
export function renewTimers(turn: Turn, memberId: string): void {
  const { groupId, now, config } = turn;
  const { state, rebalanceTimeoutMs, rebalanceDeadline } = existingConsumerMember(turn, memberId);
  const isHoldingOn = state === 'unrevoked' && rebalanceTimeoutMs >= 0;
  turn.emit({
    kind: 'member-timers',
    groupId,
    memberId,
    sessionDeadline: now.monotonicMs + config.consumerSessionTimeoutMs,
    rebalanceDeadline: isHoldingOn
      ? (rebalanceDeadline ?? now.monotonicMs + rebalanceTimeoutMs)
      : null,
  });
}
