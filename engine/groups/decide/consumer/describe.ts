/** Consumer groups as administrators see them. */

import { ErrorCode } from '../../../protocol/error-codes.ts';
import {
  type ConsumerGroup,
  type ConsumerMember,
  stateOfConsumerGroup,
} from '../../state/consumer-group.ts';
import { NO_PARTITIONS, type PartitionSet, topicPartitionsOf } from '../../state/partition-set.ts';
import type { TopicLookup } from '../../topic-lookup.ts';
import type { ConsumerDescribeCommand, DescribedConsumerGroup } from '../command.ts';
import type { Turn } from '../turn.ts';
import { assignorName } from './divide.ts';
import { noSuchGroup } from './membership.ts';

/** Stands for "not asked for"; who may do what is the broker's to fill in. */
const NO_OPERATIONS = -2_147_483_648;

/** Which protocol a member speaks. */
const CLASSIC_MEMBER = 0;
const CONSUMER_MEMBER = 1;

export function consumerDescribeFailure(
  groupId: string,
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): DescribedConsumerGroup {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    assignorName: '',
    members: [],
    authorizedOperations: NO_OPERATIONS,
  };
}

export function decideConsumerDescribe(turn: Turn, { request }: ConsumerDescribeCommand): void {
  const { groupId, consumerGroup: group } = turn;
  if (group === undefined) {
    const { errorCode, errorMessage } = noSuchGroup(turn);
    return turn.answer(request, consumerDescribeFailure(groupId, errorCode, errorMessage));
  }
  turn.answer(request, {
    ...consumerDescribeFailure(groupId, ErrorCode.NONE),
    groupState: stateOfConsumerGroup(group),
    groupEpoch: group.epoch,
    assignmentEpoch: group.targetEpoch,
    assignorName: assignorName(turn, group),
    members: [...group.members.values()].map((member) => describedMember(turn, group, member)),
  });
}

function describedMember(
  { topics }: Turn,
  group: Readonly<ConsumerGroup>,
  member: ConsumerMember,
): DescribedConsumerGroup['members'][number] {
  const { memberId, instanceId, rackId, memberEpoch, clientId, clientHost } = member;
  const { subscribedTopicRegex, classicMetadata } = member;
  const target = group.targets.get(memberId) ?? NO_PARTITIONS;
  return {
    memberId,
    instanceId,
    rackId,
    memberEpoch,
    clientId,
    clientHost,
    subscribedTopicNames: [...member.subscribedTopicNames].sort(),
    subscribedTopicRegex: subscribedTopicRegex === '' ? null : subscribedTopicRegex,
    assignment: { topicPartitions: namedPartitions(member.assigned, topics) },
    targetAssignment: { topicPartitions: namedPartitions(target, topics) },
    memberType: classicMetadata === null ? CONSUMER_MEMBER : CLASSIC_MEMBER,
  };
}

/** Topics that are no more have no name to be shown by. */
function namedPartitions(
  set: PartitionSet,
  topics: TopicLookup,
): { topicId: string; topicName: string; partitions: number[] }[] {
  return topicPartitionsOf(set).flatMap(({ topicId, partitions }) => {
    const topicName = topics.nameOf(topicId);
    return topicName === undefined ? [] : [{ topicId, topicName, partitions }];
  });
}
