/** Sorts out the topics of an OffsetDelete that do not exist. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  OffsetDeleteRequest,
  OffsetDeleteResponse,
} from '../../protocol/messages/47-offset-delete.ts';
import type { OffsetDeleteCommand, OffsetResults } from '../decide/command.ts';
import type { TopicLookup } from '../topic-lookup.ts';

type DeleteTopic = OffsetDeleteRequest['topics'][number];

export function offsetDeleteTopics(
  { topics }: OffsetDeleteRequest,
  lookup: TopicLookup,
): OffsetDeleteCommand['topics'] {
  const known = topics.filter(({ name }) => lookup.partitionCount(name) !== undefined);
  return known.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex }) => partitionIndex),
  }));
}

export function offsetDeleteResponse(
  { topics }: OffsetDeleteRequest,
  results: OffsetResults,
): OffsetDeleteResponse {
  const { errorCode } = results;
  if (errorCode !== ErrorCode.NONE) return { errorCode, throttleTimeMs: 0, topics: [] };
  const byName = new Map(results.topics.map(({ name, partitions }) => [name, partitions]));
  const answered = topics.map((topic) => {
    const partitions = byName.get(topic.name) ?? unknownPartitions(topic);
    return { name: topic.name, partitions: [...partitions] };
  });
  return { errorCode, throttleTimeMs: 0, topics: answered };
}

function unknownPartitions({
  partitions,
}: DeleteTopic): { partitionIndex: number; errorCode: number }[] {
  return partitions.map(({ partitionIndex }) => ({
    partitionIndex,
    errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  }));
}
