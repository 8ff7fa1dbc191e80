/** A member of a consumer group says that it is alive, what it wants and what it owns; it learns what it is to own. */

import { ErrorCode } from '../../../protocol/error-codes.ts';
import type { ConsumerGroupHeartbeatResponse } from '../../../protocol/messages/68-consumer-group-heartbeat.ts';
import type { MemberMetadata } from '../../records/consumer-record.ts';
import type { ConsumerMember } from '../../state/consumer-group.ts';
import { isSame, partitionSet, topicPartitionsOf } from '../../state/partition-set.ts';
import type { ConsumerHeartbeatCommand } from '../command.ts';
import type { Turn } from '../turn.ts';
import { divideIfDue, raiseEpochIfChanged } from './divide.ts';
import { existingConsumerGroup, existingConsumerMember } from './existing.ts';
import { leaveConsumerGroup } from './leave.ts';
import { findMember } from './membership.ts';
import { isSameAssignment, reconcile } from './reconcile.ts';
import { heartbeatFailure } from './refused.ts';
import { resolveRegexes } from './resolve-regexes.ts';
import { renewTimers } from './timers.ts';

export function decideConsumerHeartbeat(turn: Turn, command: ConsumerHeartbeatCommand): void {
  const { body, request } = command;
  const response = body.memberEpoch < 0 ? leaveConsumerGroup(turn, body) : beat(turn, command);
  turn.answer(request, response);
}

function beat(turn: Turn, command: ConsumerHeartbeatCommand): ConsumerGroupHeartbeatResponse {
  const { body } = command;
  const found = findMember(turn, body);
  if ('errorCode' in found) return heartbeatFailure(found);
  const { before } = found;
  const metadata = metadataOf(before, command);
  const isNew = existingOrNone(turn, body.memberId) === undefined;
  const hasSubscriptionChanged = isNew || !isSameSubscription(before, metadata);
  if (isNew || !isSameMetadata(before, metadata)) {
    const { groupId } = turn;
    const reason = isNew ? 'it joined' : '';
    turn.emit({
      kind: 'consumer-member',
      groupId,
      memberId: body.memberId,
      value: metadata,
      reason,
    });
  }
  resolveRegexes(turn);
  raiseEpochIfChanged(turn, hasSubscriptionChanged);
  divideIfDue(turn);
  moveOn(turn, command);
  const response = answer(turn, command, before);
  renewTimers(turn, body.memberId);
  return response;
}

function existingOrNone(turn: Turn, memberId: string): ConsumerMember | undefined {
  return turn.consumerGroup?.members.get(memberId);
}

function moveOn(turn: Turn, { body }: ConsumerHeartbeatCommand): void {
  const { groupId } = turn;
  const { memberId } = body;
  const member = existingConsumerMember(turn, memberId);
  const owned = body.topicPartitions && partitionSet(body.topicPartitions);
  const { memberEpoch, previousMemberEpoch, state, assigned, pendingRevocation } = reconcile(
    existingConsumerGroup(turn),
    member,
    owned,
  );
  const value = { memberEpoch, previousMemberEpoch, state, assigned, pendingRevocation };
  if (!isSameAssignment(member, value))
    turn.emit({ kind: 'current-assignment', groupId, memberId, value });
}

/** What the member does not say stays as it was. */
function metadataOf(
  before: ConsumerMember,
  { body, context }: ConsumerHeartbeatCommand,
): MemberMetadata {
  return {
    instanceId: body.instanceId ?? before.instanceId,
    rackId: body.rackId ?? before.rackId,
    clientId: context.clientId,
    clientHost: context.clientHost,
    subscribedTopicNames: body.subscribedTopicNames ?? before.subscribedTopicNames,
    subscribedTopicRegex: body.subscribedTopicRegex ?? before.subscribedTopicRegex,
    rebalanceTimeoutMs:
      body.rebalanceTimeoutMs === -1 ? before.rebalanceTimeoutMs : body.rebalanceTimeoutMs,
    serverAssignor: body.serverAssignor ?? before.serverAssignor,
    classicMetadata: null,
  };
}

function isSameSubscription(one: MemberMetadata, other: MemberMetadata): boolean {
  const names = new Set(one.subscribedTopicNames);
  const others = new Set(other.subscribedTopicNames);
  return (
    one.subscribedTopicRegex === other.subscribedTopicRegex &&
    names.size === others.size &&
    [...names].every((name) => others.has(name))
  );
}

function isSameMetadata(one: MemberMetadata, other: MemberMetadata): boolean {
  return (
    isSameSubscription(one, other) &&
    one.instanceId === other.instanceId &&
    one.rackId === other.rackId &&
    one.clientId === other.clientId &&
    one.clientHost === other.clientHost &&
    one.rebalanceTimeoutMs === other.rebalanceTimeoutMs &&
    one.serverAssignor === other.serverAssignor &&
    one.classicMetadata === other.classicMetadata
  );
}

/** The assignment is told when it changed, and to whoever tells everything of itself, as who has missed an answer does. */
function answer(
  turn: Turn,
  { body }: ConsumerHeartbeatCommand,
  before: ConsumerMember,
): ConsumerGroupHeartbeatResponse {
  const { memberId, memberEpoch, assigned } = existingConsumerMember(turn, body.memberId);
  const tellsAll =
    body.rebalanceTimeoutMs !== -1 &&
    (body.subscribedTopicNames !== null || body.subscribedTopicRegex !== null) &&
    body.topicPartitions !== null;
  const isTold = body.memberEpoch === 0 || tellsAll || !isSame(before.assigned, assigned);
  return {
    ...heartbeatFailure({ errorCode: ErrorCode.NONE, errorMessage: null }),
    memberId,
    memberEpoch,
    heartbeatIntervalMs: turn.config.consumerHeartbeatIntervalMs,
    assignment: isTold ? { topicPartitions: topicPartitionsOf(assigned) } : null,
  };
}
