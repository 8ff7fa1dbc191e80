/** Serves the metadata log to observers: Fetch with long poll, FetchSnapshot, and who has read how far. */

import type { Clock, Millis } from '../../base/ports/clock.ts';
import { CLUSTER_METADATA_TOPIC, CLUSTER_METADATA_TOPIC_ID } from '../../metadata/topic-name.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { FetchRequest, FetchResponse } from '../../protocol/messages/01-fetch.ts';
import type {
  FetchSnapshotRequest,
  FetchSnapshotResponse,
} from '../../protocol/messages/59-fetch-snapshot.ts';
import type { MetadataLog } from './metadata-log.ts';

type FetchedPartition = FetchResponse['responses'][number]['partitions'][number];
type RequestedPartition = FetchRequest['topics'][number]['partitions'][number];

export interface Observer {
  readonly id: number;
  readonly directoryId: string;
  /** The offset that it asked for last: it has everything before. */
  readonly fetchOffset: number;
  /** Wall-clock times. */
  readonly lastFetchMs: Millis;
  readonly lastCaughtUpMs: Millis;
}

export interface MetadataServerOptions {
  log: MetadataLog;
  clock: Clock;
  nodeId: number;
  clusterId: string;
  onFetched(observer: Observer): void;
}

interface Parked {
  wake(): void;
}

const NO_EPOCH = -1;

export class MetadataServer {
  private readonly options: MetadataServerOptions;
  private readonly parked = new Set<Parked>();
  private readonly seen = new Map<number, Observer>();

  constructor(options: MetadataServerOptions) {
    this.options = options;
  }

  /** Those who have fetched within `withinMs`. */
  observers(withinMs: Millis): Observer[] {
    const since = this.options.clock.now() - withinMs;
    return [...this.seen.values()].filter(({ lastFetchMs }) => lastFetchMs >= since);
  }

  /** Answers at once when there is something to say, otherwise when there is or when the time is up. */
  async fetch(request: FetchRequest): Promise<FetchResponse> {
    const error = this.requestError(request);
    if (error !== ErrorCode.NONE) return failed(error);
    const requested = request.topics[0]!.partitions[0]!;
    const reply = this.reply(requested);
    if (reply.errorCode === ErrorCode.NONE && reply.snapshotId.epoch === NO_EPOCH) {
      this.note(request, requested);
    }
    if (!isEmpty(reply) || request.maxWaitMs <= 0) return this.response(request, reply);
    await this.appendedWithin(request.maxWaitMs);
    return this.response(request, this.reply(requested));
  }

  fetchSnapshot(request: FetchSnapshotRequest): FetchSnapshotResponse {
    const { clusterId, log, nodeId } = this.options;
    const refuse = (errorCode: ErrorCode): FetchSnapshotResponse => ({
      throttleTimeMs: 0,
      errorCode,
      topics: [],
      nodeEndpoints: [],
    });
    if (request.clusterId !== null && request.clusterId !== clusterId) {
      return refuse(ErrorCode.INCONSISTENT_CLUSTER_ID);
    }
    const [topic] = request.topics;
    const [wanted] = topic?.partitions ?? [];
    if (topic?.name !== CLUSTER_METADATA_TOPIC || wanted?.partition !== 0) {
      return refuse(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    const part = this.snapshotPart(wanted, request.maxBytes);
    const partition = {
      index: 0,
      snapshotId: wanted.snapshotId,
      currentLeader: { leaderId: nodeId, leaderEpoch: log.leaderEpoch },
      position: wanted.position,
      ...part,
    };
    const topics = [{ name: topic.name, partitions: [partition] }];
    return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, topics, nodeEndpoints: [] };
  }

  /** Call after each append. */
  wake(): void {
    for (const parked of this.parked) parked.wake();
  }

  private snapshotPart(
    wanted: FetchSnapshotRequest['topics'][number]['partitions'][number],
    maxBytes: number,
  ): { errorCode: ErrorCode; size: number; unalignedRecords: Buffer } {
    const nothing = { size: 0, unalignedRecords: Buffer.alloc(0) };
    const error = this.epochError(wanted.currentLeaderEpoch);
    if (error !== ErrorCode.NONE) return { errorCode: error, ...nothing };
    const content = this.options.log.readSnapshot(wanted.snapshotId);
    if (content === undefined) return { errorCode: ErrorCode.SNAPSHOT_NOT_FOUND, ...nothing };
    if (wanted.position < 0 || wanted.position >= content.length) {
      return { errorCode: ErrorCode.POSITION_OUT_OF_RANGE, ...nothing };
    }
    const unalignedRecords = content.subarray(wanted.position, wanted.position + maxBytes);
    return { errorCode: ErrorCode.NONE, size: content.length, unalignedRecords };
  }

  private requestError(request: FetchRequest): ErrorCode {
    const { clusterId } = this.options;
    if (request.clusterId !== null && request.clusterId !== clusterId) {
      return ErrorCode.INCONSISTENT_CLUSTER_ID;
    }
    const [topic, ...otherTopics] = request.topics;
    const [partition, ...otherPartitions] = topic?.partitions ?? [];
    if (partition === undefined || otherTopics.length + otherPartitions.length > 0) {
      return ErrorCode.INVALID_REQUEST;
    }
    const isMetadata =
      topic!.topic === CLUSTER_METADATA_TOPIC || topic!.topicId === CLUSTER_METADATA_TOPIC_ID;
    if (isMetadata && partition.partition === 0) return ErrorCode.NONE;
    return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  }

  private reply(requested: RequestedPartition): FetchedPartition {
    const { log } = this.options;
    const epochError = this.epochError(requested.currentLeaderEpoch);
    if (epochError !== ErrorCode.NONE) return this.partition({ errorCode: epochError });
    const { fetchOffset, lastFetchedEpoch, partitionMaxBytes } = requested;
    const snapshotId = this.neededSnapshot(fetchOffset);
    if (snapshotId !== undefined) return this.partition({ snapshotId });
    const divergingEpoch = this.divergence(fetchOffset, lastFetchedEpoch);
    if (divergingEpoch !== undefined) return this.partition({ divergingEpoch });
    if (fetchOffset >= log.endOffset) return this.partition({});
    return this.partition({ records: log.read(fetchOffset, partitionMaxBytes) });
  }

  private epochError(currentLeaderEpoch: number): ErrorCode {
    const { leaderEpoch } = this.options.log;
    if (currentLeaderEpoch < leaderEpoch) return ErrorCode.FENCED_LEADER_EPOCH;
    if (currentLeaderEpoch > leaderEpoch) return ErrorCode.UNKNOWN_LEADER_EPOCH;
    return ErrorCode.NONE;
  }

  private neededSnapshot(fetchOffset: number): FetchedPartition['snapshotId'] | undefined {
    const { latestSnapshot, startOffset } = this.options.log;
    return fetchOffset < startOffset && latestSnapshot !== undefined
      ? { ...latestSnapshot }
      : undefined;
  }

  /** Where the reader's log leaves ours, by the epoch of the last record that it has. */
  private divergence(
    fetchOffset: number,
    lastFetchedEpoch: number,
  ): FetchedPartition['divergingEpoch'] | undefined {
    const { log } = this.options;
    if (fetchOffset === 0) return undefined;
    const snapshot = log.latestSnapshot;
    const isAtSnapshot = snapshot?.endOffset === fetchOffset && snapshot.epoch === lastFetchedEpoch;
    if (isAtSnapshot && fetchOffset <= log.endOffset) return undefined;
    const { epoch, endOffset } = log.epochEndOffset(lastFetchedEpoch);
    if (epoch === lastFetchedEpoch && fetchOffset <= endOffset) return undefined;
    return { epoch: Math.max(epoch, 0), endOffset: Math.max(endOffset, 0) };
  }

  private note(
    request: FetchRequest,
    { fetchOffset, replicaDirectoryId }: RequestedPartition,
  ): void {
    const { clock, log, onFetched } = this.options;
    const id = Math.max(request.replicaId, request.replicaState.replicaId);
    if (id < 0) return;
    const now = clock.now();
    const isCaughtUp = fetchOffset >= log.endOffset;
    const observer = {
      id,
      directoryId: replicaDirectoryId,
      fetchOffset,
      lastFetchMs: now,
      lastCaughtUpMs: isCaughtUp ? now : (this.seen.get(id)?.lastCaughtUpMs ?? -1),
    };
    this.seen.set(id, observer);
    onFetched(observer);
  }

  private appendedWithin(maxWaitMs: Millis): Promise<void> {
    return new Promise((resolve) => {
      const parked = {
        wake: (): void => {
          timer.cancel();
          this.parked.delete(parked);
          resolve();
        },
      };
      const timer = this.options.clock.schedule(maxWaitMs, parked.wake);
      this.parked.add(parked);
    });
  }

  private partition(found: Partial<FetchedPartition>): FetchedPartition {
    const { log, nodeId } = this.options;
    return {
      partitionIndex: 0,
      errorCode: ErrorCode.NONE,
      highWatermark: log.highWatermark,
      lastStableOffset: log.highWatermark,
      logStartOffset: log.startOffset,
      divergingEpoch: { epoch: NO_EPOCH, endOffset: -1 },
      currentLeader: { leaderId: nodeId, leaderEpoch: log.leaderEpoch },
      snapshotId: { endOffset: -1, epoch: NO_EPOCH },
      abortedTransactions: null,
      preferredReadReplica: -1,
      records: Buffer.alloc(0),
      ...found,
    };
  }

  private response(request: FetchRequest, partition: FetchedPartition): FetchResponse {
    const { topic, topicId } = request.topics[0]!;
    return { ...failed(ErrorCode.NONE), responses: [{ topic, topicId, partitions: [partition] }] };
  }
}

function isEmpty(reply: FetchedPartition): boolean {
  return (
    reply.errorCode === ErrorCode.NONE &&
    reply.snapshotId.epoch === NO_EPOCH &&
    reply.divergingEpoch.epoch === NO_EPOCH &&
    reply.records!.length === 0
  );
}

function failed(errorCode: ErrorCode): FetchResponse {
  return { throttleTimeMs: 0, errorCode, sessionId: 0, responses: [], nodeEndpoints: [] };
}
