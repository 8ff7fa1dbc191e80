/** Version 0. Topics in the order of their names, a page at a time (KIP-966). */

import { ZERO_UUID } from '../../base/bytes-reader.ts';
import type { TopicImage } from '../../metadata/image.ts';
import { topicNameProblem } from '../../metadata/topic-name.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  describeTopicPartitions as api,
  type DescribeTopicPartitionsRequest,
} from '../../protocol/messages/75-describe-topic-partitions.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';
import { ALL_TOPIC_OPERATIONS, describePartition, isInternalTopic } from '../describe-topic.ts';

const PARTITIONS_MAX = 2000;

export const describeTopicPartitions = handler(api, (broker, request) => {
  const { cursor } = request;
  const names = wantedNames(broker, request).filter((name) => !cursor || name >= cursor.topicName);
  let left = Math.min(PARTITIONS_MAX, Math.max(1, request.responsePartitionLimit));
  const topics = [];
  for (const name of names) {
    const topic = broker.image.topicsByName.get(name);
    const first = cursor?.topicName === name ? cursor.partitionIndex : 0;
    if (left === 0) return { topics, nextCursor: { topicName: name, partitionIndex: first } };
    if (!topic) {
      topics.push(unknown(name));
      continue;
    }
    const page = describe(broker, topic, { first, count: left });
    topics.push(page);
    left -= page.partitions.length;
    const next = first + page.partitions.length;
    if (next < topic.partitions.length)
      return { topics, nextCursor: { topicName: name, partitionIndex: next } };
  }
  return { topics, nextCursor: null };
});

function wantedNames(broker: Broker, request: DescribeTopicPartitionsRequest): string[] {
  const names =
    request.topics.length > 0
      ? request.topics.map(({ name }) => name)
      : [...broker.image.topicsByName.keys()];
  return [...new Set(names)].sort();
}

function unknown(name: string) {
  const isIllegal = topicNameProblem(name) !== undefined;
  const errorCode = isIllegal
    ? ErrorCode.INVALID_TOPIC_EXCEPTION
    : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return { errorCode, name, topicId: ZERO_UUID, partitions: [] };
}

function describe(
  { image }: Broker,
  topic: TopicImage,
  { first, count }: { first: number; count: number },
) {
  return {
    errorCode: ErrorCode.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: isInternalTopic(topic.name),
    partitions: topic.partitions.slice(first, first + count).map((partition) => ({
      ...describePartition(image, partition),
      eligibleLeaderReplicas: [],
      lastKnownElr: [],
    })),
    topicAuthorizedOperations: ALL_TOPIC_OPERATIONS,
  };
}
