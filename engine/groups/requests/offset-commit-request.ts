/** Finds the topics of an OffsetCommit, which are named up to version 9 and identified from version 10; and of a TxnOffsetCommit, which are named. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { ZERO_UUID } from '../../base/bytes-reader.ts';
import type {
  OffsetCommitRequest,
  OffsetCommitResponse,
} from '../../protocol/messages/08-offset-commit.ts';
import type { TxnOffsetCommitRequest } from '../../protocol/messages/28-txn-offset-commit.ts';
import type { NamedTopic, OffsetCommitCommand, OffsetResults } from '../decide/command.ts';
import type { TopicLookup } from '../topic-lookup.ts';

const TOPIC_ID_VERSION = 10;

type CommitTopic = OffsetCommitRequest['topics'][number];

/** The topic of a request, or the error of all its partitions. */
type Found = NamedTopic | ErrorCode;

export interface FoundCommit {
  readonly found: readonly { readonly asked: CommitTopic; readonly topic: Found }[];
  /** Those that exist, for the machine. */
  readonly known: OffsetCommitCommand['topics'];
}

export function findCommitTopics(
  body: OffsetCommitRequest,
  apiVersion: number,
  topics: TopicLookup,
): FoundCommit {
  return findTopics(body.topics, apiVersion >= TOPIC_ID_VERSION ? byId : byName, topics);
}

function findTopics(
  asked: readonly CommitTopic[],
  find: typeof byId,
  topics: TopicLookup,
): FoundCommit {
  const found = asked.map((each) => ({ asked: each, topic: find(each, topics) }));
  const known = found.flatMap(({ asked: { partitions }, topic }) => {
    return typeof topic === 'number' ? [] : [{ ...topic, partitions }];
  });
  return { found, known };
}

export function findTxnCommitTopics(
  body: TxnOffsetCommitRequest,
  topics: TopicLookup,
): FoundCommit {
  const named = body.topics.map((topic) => ({ ...topic, topicId: ZERO_UUID }));
  return findTopics(named, byName, topics);
}

function byId({ topicId }: CommitTopic, topics: TopicLookup): Found {
  const name = topics.nameOf(topicId);
  return name === undefined ? ErrorCode.UNKNOWN_TOPIC_ID : { name, topicId };
}

function byName({ name }: CommitTopic, topics: TopicLookup): Found {
  if (topics.partitionCount(name) === undefined) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return { name, topicId: topics.idOf(name) ?? ZERO_UUID };
}

/** The machine's results, in order, between the topics that it was not asked about. */
export function commitResponse(
  { found }: FoundCommit,
  results: OffsetResults['topics'],
): OffsetCommitResponse {
  let next = 0;
  const topics = found.map(({ asked, topic }) => {
    const { name, topicId } = asked;
    if (typeof topic === 'number') return { name, topicId, partitions: failed(asked, topic) };
    next += 1;
    return { name, topicId, partitions: [...(results[next - 1]?.partitions ?? [])] };
  });
  return { throttleTimeMs: 0, topics };
}

/** Every partition that the machine would have been asked about, with one error. */
export function commitFailure({ known }: FoundCommit, errorCode: ErrorCode): OffsetResults {
  const topics = known.map(({ name, partitions }) => ({
    name,
    partitions: failed({ partitions }, errorCode),
  }));
  return { errorCode, topics };
}

function failed(
  { partitions }: { readonly partitions: readonly { readonly partitionIndex: number }[] },
  errorCode: ErrorCode,
): { partitionIndex: number; errorCode: number }[] {
  return partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode }));
}
