/** Who a heartbeat comes from: a member as the group knows it, or one that enters it. */

import { ErrorCode } from '../../../protocol/error-codes.ts';
import type { ConsumerGroupHeartbeatRequest } from '../../../protocol/messages/68-consumer-group-heartbeat.ts';
import {
  type ConsumerMember,
  emptyConsumerGroup,
  newConsumerMember,
  STATIC_LEAVE_EPOCH,
} from '../../state/consumer-group.ts';
import { isSubset, partitionSet } from '../../state/partition-set.ts';
import type { Turn } from '../turn.ts';
import { type Refused, refused } from './refused.ts';
import { eraseMember } from './remove.ts';

export interface Found {
  /** The member as it was; as new, when it is not in the group yet. */
  readonly before: ConsumerMember;
}

export function findMember(turn: Turn, body: ConsumerGroupHeartbeatRequest): Found | Refused {
  const failure = enterGroup(turn, body);
  if (failure !== undefined) return failure;
  return body.instanceId === null
    ? findDynamicMember(turn, body)
    : findStaticMember(turn, body, body.instanceId);
}

/** A group begins with its first member, also in the place of a classic one that has none. */
function enterGroup(turn: Turn, body: ConsumerGroupHeartbeatRequest): Refused | undefined {
  const { groupId, group, config } = turn;
  const { memberId, memberEpoch } = body;
  if (turn.consumerGroup !== undefined) {
    const { members } = turn.consumerGroup;
    const isFull = members.size >= config.consumerMaxSize && !members.has(memberId);
    if (memberEpoch !== 0 || !isFull) return undefined;
    const message = `The consumer group has reached its maximum capacity of ${config.consumerMaxSize} members.`;
    return refused(ErrorCode.GROUP_MAX_SIZE_REACHED, message);
  }
  if (memberEpoch !== 0) return noSuchGroup(turn);
  if (group === undefined) return undefined;
  if (group.state !== 'Empty' || group.pendingMembers.size > 0) return noSuchGroup(turn);
  turn.emit({ kind: 'group-metadata', groupId, value: null });
  return undefined;
}

export function noSuchGroup({ groupId, group }: Turn): Refused {
  const message =
    group === undefined
      ? `Consumer group ${groupId} not found.`
      : `Group ${groupId} is not a consumer group.`;
  return refused(ErrorCode.GROUP_ID_NOT_FOUND, message);
}

function findDynamicMember(turn: Turn, body: ConsumerGroupHeartbeatRequest): Found | Refused {
  const { memberId, memberEpoch } = body;
  const known = turn.consumerGroup?.members.get(memberId);
  if (known !== undefined) return epochProblem(known, body) ?? { before: known };
  if (memberEpoch === 0) return { before: newConsumerMember(memberId) };
  return unknownMember(turn.groupId, memberId);
}

function findStaticMember(
  turn: Turn,
  body: ConsumerGroupHeartbeatRequest,
  instanceId: string,
): Found | Refused {
  const { memberId, memberEpoch } = body;
  const group = turn.consumerGroup ?? emptyConsumerGroup(turn.groupId);
  const known = group.members.get(group.staticMembers.get(instanceId) ?? '');
  if (memberEpoch !== 0) {
    const problem = staticMemberProblem(known, { memberId, instanceId });
    if (problem !== undefined) return problem;
    return known === undefined
      ? unknownMember(turn.groupId, memberId)
      : (epochProblem(known, body) ?? { before: known });
  }
  if (known === undefined) return { before: newConsumerMember(memberId) };
  if (known.memberEpoch !== STATIC_LEAVE_EPOCH) {
    const message = `Static member ${memberId} with instance id ${instanceId} cannot join the group because the instance id is owned by ${known.memberId} member.`;
    return refused(ErrorCode.UNRELEASED_INSTANCE_ID, message);
  }
  return { before: takePlace(turn, known, memberId) };
}

/** Whether a static member is who holds its instance id. */
export function staticMemberProblem(
  known: ConsumerMember | undefined,
  { memberId, instanceId }: { memberId: string; instanceId: string },
): Refused | undefined {
  if (known === undefined)
    return refused(ErrorCode.UNKNOWN_MEMBER_ID, `Instance id ${instanceId} is unknown.`);
  if (known.memberId === memberId) return undefined;
  const message = `Static member ${memberId} with instance id ${instanceId} was fenced by member ${known.memberId}.`;
  return refused(ErrorCode.FENCED_INSTANCE_ID, message);
}

export function unknownMember(groupId: string, memberId: string): Refused {
  const message = `Member ${memberId} is not a member of group ${groupId}.`;
  return refused(ErrorCode.UNKNOWN_MEMBER_ID, message);
}

/** Whoever comes back under the instance id of one who left for a while has what it had. */
function takePlace(turn: Turn, left: ConsumerMember, memberId: string): ConsumerMember {
  const { groupId, consumerGroup } = turn;
  const target = consumerGroup?.targets.get(left.memberId);
  eraseMember(turn, left.memberId, 'its static member came back');
  const member = { ...left, memberId, memberEpoch: 0, previousMemberEpoch: 0 };
  const { instanceId, rackId, clientId, clientHost, subscribedTopicNames } = member;
  const { subscribedTopicRegex, rebalanceTimeoutMs, serverAssignor, classicMetadata } = member;
  const metadata = { instanceId, rackId, clientId, clientHost, subscribedTopicNames };
  const rest = { subscribedTopicRegex, rebalanceTimeoutMs, serverAssignor, classicMetadata };
  const reason = 'it came back as a static member';
  turn.emit({
    kind: 'consumer-member',
    groupId,
    memberId,
    value: { ...metadata, ...rest },
    reason,
  });
  if (target !== undefined) turn.emit({ kind: 'target', groupId, memberId, value: target });
  const { previousMemberEpoch, state, assigned, pendingRevocation } = member;
  const value = { memberEpoch: 0, previousMemberEpoch, state, assigned, pendingRevocation };
  turn.emit({ kind: 'current-assignment', groupId, memberId, value });
  return member;
}

/** The epoch before is let pass when nothing is owned that was taken away since: the answer with the new one was lost. */
function epochProblem(
  member: ConsumerMember,
  { memberEpoch, topicPartitions }: ConsumerGroupHeartbeatRequest,
): Refused | undefined {
  if (memberEpoch === member.memberEpoch || memberEpoch === 0) return undefined;
  const isRepeat =
    memberEpoch < member.memberEpoch &&
    memberEpoch === member.previousMemberEpoch &&
    topicPartitions !== null &&
    isSubset(partitionSet(topicPartitions), member.assigned);
  if (isRepeat) return undefined;
  const than = memberEpoch > member.memberEpoch ? 'greater' : 'smaller';
  const message = `The consumer group member has a ${than} member epoch (${memberEpoch}) than the one known by the group coordinator (${member.memberEpoch}). The member must abandon all its partitions and rejoin.`;
  return refused(ErrorCode.FENCED_MEMBER_EPOCH, message);
}
