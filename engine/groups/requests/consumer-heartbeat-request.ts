/** What a ConsumerGroupHeartbeat has to say, whatever the state of its group. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { ConsumerGroupHeartbeatRequest } from '../../protocol/messages/68-consumer-group-heartbeat.ts';
import { type Refused, refused } from '../decide/consumer/refused.ts';
import type { GroupConfig } from '../group-config.ts';
import { parseRegex } from '../regex/parse-regex.ts';
import { STATIC_LEAVE_EPOCH } from '../state/consumer-group.ts';

/** The first version in which members choose their own ids. */
const OWN_ID_VERSION = 1;

type Problem = string | false;

export function heartbeatProblem(
  body: ConsumerGroupHeartbeatRequest,
  apiVersion: number,
  config: GroupConfig,
): Refused | undefined {
  const problem = identityProblem(body, apiVersion) || joinProblem(body, apiVersion);
  if (problem !== false) return refused(ErrorCode.INVALID_REQUEST, problem);
  return assignorProblem(body, config) ?? regexProblem(body);
}

function identityProblem(body: ConsumerGroupHeartbeatRequest, apiVersion: number): Problem {
  const { groupId, memberId, memberEpoch, instanceId, rackId } = body;
  const needsId = apiVersion >= OWN_ID_VERSION || memberEpoch !== 0;
  return (
    (needsId && memberId === '' && "MemberId can't be empty.") ||
    (groupId === '' && "GroupId can't be empty.") ||
    (instanceId === '' && "InstanceId can't be empty.") ||
    (rackId === '' && "RackId can't be empty.") ||
    (memberEpoch < STATIC_LEAVE_EPOCH && 'MemberEpoch is invalid.') ||
    (memberEpoch === STATIC_LEAVE_EPOCH && instanceId === null && "InstanceId can't be null.")
  );
}

/** Whoever joins tells everything of itself, and owns nothing. */
function joinProblem(body: ConsumerGroupHeartbeatRequest, apiVersion: number): Problem {
  if (body.memberEpoch !== 0) return false;
  const { rebalanceTimeoutMs, subscribedTopicNames, subscribedTopicRegex, topicPartitions } = body;
  const isSubscribed = subscribedTopicNames !== null || subscribedTopicRegex !== null;
  const subscription =
    apiVersion >= OWN_ID_VERSION
      ? 'Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.'
      : 'SubscribedTopicNames must be set in first request.';
  return (
    (rebalanceTimeoutMs === -1 && 'RebalanceTimeoutMs must be provided in first request.') ||
    (topicPartitions?.length !== 0 && 'TopicPartitions must be empty when (re-)joining.') ||
    (!isSubscribed && subscription)
  );
}

function assignorProblem(
  { memberEpoch, serverAssignor }: ConsumerGroupHeartbeatRequest,
  { consumerAssignors }: GroupConfig,
): Refused | undefined {
  if (memberEpoch < 0 || serverAssignor === null || consumerAssignors.includes(serverAssignor))
    return undefined;
  const message = `ServerAssignor ${serverAssignor} is not supported. Supported assignors: ${consumerAssignors.join(', ')}.`;
  return refused(ErrorCode.UNSUPPORTED_ASSIGNOR, message);
}

function regexProblem({
  subscribedTopicRegex: regex,
}: ConsumerGroupHeartbeatRequest): Refused | undefined {
  if (regex === null || regex === '') return undefined;
  const parsed = parseRegex(regex);
  if (!('problem' in parsed)) return undefined;
  const message = `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: ${parsed.problem}.`;
  return refused(ErrorCode.INVALID_REGULAR_EXPRESSION, message);
}
