/** Reads what a fetch wants from the logs, within its limits. */

import type { Partition } from '../../replication/partition/partition.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { EngineError } from '../../base/errors.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { fetch } from '../../protocol/messages/01-fetch.ts';
import type { Draft } from '../../protocol/schema.ts';
import type { WantedPartition } from './wanted-partition.ts';

type ResponseTopic = Draft<typeof fetch.response>['responses'][number];
export type PartitionReply = ResponseTopic['partitions'][number];

export interface FetchRules {
  /** The follower that fetches, or -1 for a consumer. */
  readonly replicaId: number;
  readonly maxBytes: number;
  readonly isReadCommitted: boolean;
  /** A disk that cannot be read, in one sentence for the operator. */
  onProblem(sentence: string): void;
}

/** Finds the partition that this broker leads, or says why it cannot be fetched here. */
export type FindLeader = (wanted: WantedPartition) => Partition | ErrorCode;

export interface FetchOutcome {
  readonly replies: readonly { readonly wanted: WantedPartition; readonly reply: PartitionReply }[];
  /** Bytes of records. */
  readonly bytes: number;
  /** There is something to tell besides records: an error or a divergence. */
  readonly isUrgent: boolean;
}

const NO_RECORDS = Buffer.alloc(0);

export function readFetch(
  partitions: readonly WantedPartition[],
  rules: FetchRules,
  findLeader: FindLeader,
): FetchOutcome {
  const replies: { wanted: WantedPartition; reply: PartitionReply }[] = [];
  let bytes = 0;
  let isUrgent = false;
  for (const wanted of partitions) {
    const found = findLeader(wanted);
    if (typeof found === 'number') {
      replies.push({ wanted, reply: refusal(wanted.index, found) });
      isUrgent = true;
      continue;
    }
    const left = rules.maxBytes - bytes;
    const reply = tryToRead(found, wanted, { rules, left, isFirst: bytes === 0 });
    const records = reply.records as Buffer;
    bytes += records.length;
    isUrgent ||= reply.errorCode !== ErrorCode.NONE || reply.divergingEpoch !== undefined;
    replies.push({ wanted, reply });
  }
  return { replies, bytes, isUrgent };
}

/** Cheap: whether reading would give anything now, be it records or something urgent. */
export function hasSomething(
  partitions: readonly WantedPartition[],
  rules: FetchRules,
  findLeader: FindLeader,
): boolean {
  return partitions.some((wanted) => {
    const found = findLeader(wanted);
    if (typeof found === 'number') return true;
    const { fetchOffset, lastFetchedEpoch } = wanted;
    if (fetchOffset < found.log.logStartOffset || fetchOffset > found.log.endOffset) return true;
    return (
      fetchOffset < boundOf(found, rules) ||
      divergence(found, fetchOffset, lastFetchedEpoch) !== undefined
    );
  });
}

/** Followers read to the end of the log, consumers to what is committed. */
function boundOf(partition: Partition, rules: FetchRules): number {
  if (rules.replicaId >= 0) return partition.log.endOffset;
  return rules.isReadCommitted ? partition.log.lastStableOffset : partition.highWatermark;
}

interface Limits {
  readonly rules: FetchRules;
  readonly left: number;
  readonly isFirst: boolean;
}

/** A disk that fails is an error of that partition; the others of the fetch are served. */
function tryToRead(partition: Partition, wanted: WantedPartition, limits: Limits): PartitionReply {
  try {
    return readPartition(partition, wanted, limits);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    limits.rules.onProblem(`${partition.name} cannot be read: ${error.message}`);
    return refusal(wanted.index, ErrorCode.KAFKA_STORAGE_ERROR);
  }
}

function readPartition(
  partition: Partition,
  wanted: WantedPartition,
  { rules, left, isFirst }: Limits,
): PartitionReply {
  const { log } = partition;
  const { fetchOffset } = wanted;
  const isOutOfRange = fetchOffset < log.logStartOffset || fetchOffset > log.endOffset;
  const epochs = divergence(partition, fetchOffset, wanted.lastFetchedEpoch);
  if (epochs === undefined ? isOutOfRange : epochs.epoch < 0)
    return refusal(wanted.index, ErrorCode.OFFSET_OUT_OF_RANGE);
  if (epochs) return { ...emptyReply(partition, wanted), divergingEpoch: epochs };
  const upTo = boundOf(partition, rules);
  const maxBytes = Math.min(wanted.maxBytes, left);
  const reply = emptyReply(partition, wanted);
  if (fetchOffset >= upTo || (maxBytes <= 0 && !isFirst)) return reply;
  const records = log.read(fetchOffset, { maxBytes, upTo, minOneBatch: isFirst });
  if (!rules.isReadCommitted) return { ...reply, records };
  return { ...reply, records, abortedTransactions: log.abortedTransactions(fetchOffset, upTo) };
}

function emptyReply(partition: Partition, wanted: WantedPartition): PartitionReply {
  return {
    partitionIndex: wanted.index,
    errorCode: ErrorCode.NONE,
    highWatermark: partition.highWatermark,
    lastStableOffset: partition.log.lastStableOffset,
    logStartOffset: partition.log.logStartOffset,
    abortedTransactions: null,
    records: NO_RECORDS,
  };
}

function refusal(index: number, errorCode: ErrorCode): PartitionReply {
  return {
    partitionIndex: index,
    errorCode,
    highWatermark: -1,
    abortedTransactions: null,
    records: NO_RECORDS,
  };
}

/** Where the fetcher's log has left ours: the end of its last epoch as we know it (KIP-595), -1 when we know none. */
function divergence(partition: Partition, fetchOffset: number, lastFetchedEpoch: number) {
  if (lastFetchedEpoch < 0) return undefined;
  if (lastFetchedEpoch === partition.log.latestEpoch && fetchOffset <= partition.log.endOffset)
    return undefined;
  const own = partition.log.epochEndOffset(lastFetchedEpoch);
  return own.epoch < lastFetchedEpoch || own.endOffset < fetchOffset ? own : undefined;
}

/** Groups replies by topic, in order; an incremental response leaves out what says nothing new (KIP-227). */
export function responseTopics(outcome: FetchOutcome, isIncremental: boolean): ResponseTopic[] {
  const topics = new Map<
    string,
    { topic: string; topicId: string; partitions: PartitionReply[] }
  >();
  for (const { wanted, reply } of outcome.replies) {
    if (isIncremental && !saysSomethingNew(wanted, reply)) continue;
    wanted.sentHighWatermark = reply.errorCode === ErrorCode.NONE ? reply.highWatermark : -1;
    wanted.sentLogStart = reply.logStartOffset ?? -1;
    const key = wanted.topicId === ZERO_UUID ? wanted.topic : wanted.topicId;
    const known = topics.get(key);
    if (known) known.partitions.push(reply);
    else topics.set(key, { topic: wanted.topic, topicId: wanted.topicId, partitions: [reply] });
  }
  return [...topics.values()];
}

function saysSomethingNew(wanted: WantedPartition, reply: PartitionReply): boolean {
  return (
    reply.errorCode !== ErrorCode.NONE ||
    (reply.records as Buffer).length > 0 ||
    reply.divergingEpoch !== undefined ||
    reply.highWatermark !== wanted.sentHighWatermark ||
    (reply.logStartOffset ?? -1) !== wanted.sentLogStart
  );
}

/** Where a client that came to the wrong broker should go (KIP-951). */
export function withCurrentLeader(
  reply: PartitionReply,
  image: MetadataImage,
  topic: string,
): PartitionReply {
  const isMisplaced =
    reply.errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER ||
    reply.errorCode === ErrorCode.FENCED_LEADER_EPOCH;
  const partition = isMisplaced
    ? image.topicsByName.get(topic)?.partitions[reply.partitionIndex]
    : undefined;
  if (!partition) return reply;
  return {
    ...reply,
    currentLeader: { leaderId: partition.leader, leaderEpoch: partition.leaderEpoch },
  };
}
