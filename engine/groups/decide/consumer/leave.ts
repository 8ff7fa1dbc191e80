/** A member leaves a consumer group: for good, or as a static member for a while. */

import { ErrorCode } from '../../../protocol/error-codes.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../../../protocol/messages/68-consumer-group-heartbeat.ts';
import { STATIC_LEAVE_EPOCH } from '../../state/consumer-group.ts';
import { NO_PARTITIONS } from '../../state/partition-set.ts';
import type { Turn } from '../turn.ts';
import { existingConsumerGroup, existingConsumerMember } from './existing.ts';
import { noSuchGroup, staticMemberProblem, unknownMember } from './membership.ts';
import { heartbeatFailure, type Refused } from './refused.ts';
import { removeConsumerMember } from './remove.ts';

export function leaveConsumerGroup(
  turn: Turn,
  body: ConsumerGroupHeartbeatRequest,
): ConsumerGroupHeartbeatResponse {
  const { memberId, memberEpoch } = body;
  const problem = leaveProblem(turn, body);
  if (problem !== undefined) return heartbeatFailure(problem);
  if (memberEpoch === STATIC_LEAVE_EPOCH) leaveForAWhile(turn, memberId);
  else removeConsumerMember(turn, memberId, 'it left');
  const done = heartbeatFailure({ errorCode: ErrorCode.NONE, errorMessage: null });
  return { ...done, memberId, memberEpoch };
}

function leaveProblem(
  turn: Turn,
  { memberId, instanceId }: ConsumerGroupHeartbeatRequest,
): Refused | undefined {
  const { groupId, consumerGroup } = turn;
  if (consumerGroup === undefined) return noSuchGroup(turn);
  if (instanceId === null)
    return consumerGroup.members.has(memberId) ? undefined : unknownMember(groupId, memberId);
  const known = consumerGroup.members.get(consumerGroup.staticMembers.get(instanceId) ?? '');
  return staticMemberProblem(known, { memberId, instanceId });
}

/** Its partitions stay its own until its session ends; what it was to give up it has given up. */
function leaveForAWhile(turn: Turn, memberId: string): void {
  const { groupId } = turn;
  const { previousMemberEpoch, state, assigned, sessionDeadline } = existingConsumerMember(
    turn,
    memberId,
  );
  const value = {
    memberEpoch: STATIC_LEAVE_EPOCH,
    previousMemberEpoch,
    state,
    assigned,
    pendingRevocation: NO_PARTITIONS,
  };
  turn.emit({ kind: 'current-assignment', groupId, memberId, value });
  turn.emit({ kind: 'member-timers', groupId, memberId, sessionDeadline, rebalanceDeadline: null });
}

/** Members that were not heard of in time, or held on to what they were to give up for too long. */
export function expireConsumerMembers(turn: Turn): void {
  const { now } = turn;
  for (const member of existingConsumerGroup(turn).members.values()) {
    const { memberId, sessionDeadline, rebalanceDeadline } = member;
    if (sessionDeadline !== null && sessionDeadline <= now.monotonicMs)
      removeConsumerMember(turn, memberId, 'it was not heard of for its session time-out');
    else if (rebalanceDeadline !== null && rebalanceDeadline <= now.monotonicMs)
      removeConsumerMember(turn, memberId, 'it did not give up its partitions in time');
  }
}
