/** OffsetFetch asks for one group up to version 7 and for many from version 8; topics are identified from version 10. */

import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  OffsetFetchRequest,
  OffsetFetchResponse,
} from '../../protocol/messages/09-offset-fetch.ts';
import type { FetchedTopic, GroupReplies, OffsetFetchCommand } from '../decide/command.ts';
import { fetchedNothing } from '../decide/offset-fetch.ts';
import type { TopicLookup } from '../topic-lookup.ts';

const GROUP_ERROR_VERSION = 2;
const MANY_GROUPS_VERSION = 8;
const TOPIC_ID_VERSION = 10;

export interface FetchTopic {
  readonly name: string;
  readonly topicId: string;
  readonly partitionIndexes: readonly number[];
}

export interface FetchGroup {
  readonly groupId: string;
  /** Null and -1 from whoever is in no consumer group. */
  readonly memberId: string | null;
  readonly memberEpoch: number;
  readonly topics: readonly FetchTopic[] | null;
}

export interface FetchedGroup {
  readonly groupId: string;
  readonly errorCode: number;
  readonly topics: FetchedTopic[];
}

export function fetchGroups(body: OffsetFetchRequest, apiVersion: number): readonly FetchGroup[] {
  if (apiVersion >= MANY_GROUPS_VERSION) return body.groups;
  const topics = body.topics?.map((topic) => ({ ...topic, topicId: ZERO_UUID })) ?? null;
  return [{ groupId: body.groupId, memberId: null, memberEpoch: -1, topics }];
}

/** Topics as the machine knows them. Of an id that nobody knows there is nothing to ask. */
export function fetchCommandTopics(
  { topics }: FetchGroup,
  { apiVersion, lookup }: { apiVersion: number; lookup: TopicLookup },
): OffsetFetchCommand['topics'] {
  if (topics === null) return null;
  return topics.flatMap(({ name, topicId, partitionIndexes }) => {
    const known = apiVersion < TOPIC_ID_VERSION ? name : lookup.nameOf(topicId);
    return known === undefined ? [] : [{ name: known, topicId, partitions: partitionIndexes }];
  });
}

/** Puts back the topics that could not be asked for, and gives those that were found unasked their ids. */
export function fetchedGroup(
  asked: FetchGroup,
  { errorCode, topics }: GroupReplies['offset-fetch'],
  { apiVersion, lookup }: { apiVersion: number; lookup: TopicLookup },
): FetchedGroup {
  const { groupId } = asked;
  if (apiVersion < TOPIC_ID_VERSION || errorCode !== ErrorCode.NONE)
    return { groupId, errorCode, topics };
  if (asked.topics !== null) {
    const unknown = asked.topics.filter(({ topicId }) => lookup.nameOf(topicId) === undefined);
    return {
      groupId,
      errorCode,
      topics: [
        ...topics,
        ...unknown.map((topic) => failedTopic(topic, ErrorCode.UNKNOWN_TOPIC_ID)),
      ],
    };
  }
  const identified = topics.flatMap((topic) => {
    const topicId = lookup.idOf(topic.name);
    return topicId === undefined ? [] : [{ ...topic, topicId }];
  });
  return { groupId, errorCode, topics: identified };
}

export function fetchResponse(
  body: OffsetFetchRequest,
  groups: readonly FetchedGroup[],
  apiVersion: number,
): OffsetFetchResponse {
  const empty = { throttleTimeMs: 0, errorCode: ErrorCode.NONE, topics: [], groups: [] };
  if (apiVersion >= MANY_GROUPS_VERSION) return { ...empty, groups: [...groups] };
  const [group] = groups;
  if (group === undefined) return empty;
  if (group.errorCode === ErrorCode.NONE || apiVersion >= GROUP_ERROR_VERSION)
    return { ...empty, errorCode: group.errorCode, topics: group.topics };
  const topics = (body.topics ?? []).map((topic) =>
    failedTopic({ ...topic, topicId: ZERO_UUID }, group.errorCode),
  );
  return { ...empty, topics };
}

function failedTopic(
  { name, topicId, partitionIndexes }: FetchTopic,
  errorCode: number,
): FetchedTopic {
  return {
    name,
    topicId,
    partitions: partitionIndexes.map((index) => ({ ...fetchedNothing(index), errorCode })),
  };
}
