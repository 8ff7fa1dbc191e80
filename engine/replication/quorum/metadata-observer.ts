/** Follows the controller's metadata log and keeps this node's image of the cluster up to date. */

import { EngineError } from '../../base/errors.ts';
import { sleep } from '../../base/ports/clock.ts';
import type { Clock } from '../../base/ports/clock.ts';
import { deltaBetween, MetadataDelta } from '../../metadata/delta.ts';
import { emptyImage } from '../../metadata/image.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { replayBatches, replaySnapshot } from '../../metadata/replay-batches.ts';
import { CLUSTER_METADATA_TOPIC_ID } from '../../metadata/topic-name.ts';
import { ErrorCode, errorByCode } from '../../protocol/error-codes.ts';
import { fetch } from '../../protocol/messages/01-fetch.ts';
import type { FetchResponse } from '../../protocol/messages/01-fetch.ts';
import type { RequestSender } from './request-sender.ts';
import { downloadSnapshot } from './snapshot-download.ts';

type FetchedPartition = FetchResponse['responses'][number]['partitions'][number];

export interface MetadataObserverOptions {
  /** Its own: a long poll waits on it. */
  channel: RequestSender;
  clock: Clock;
  clusterId: string;
  brokerId: number;
  /** This broker's `directory.id`, where it has one. */
  directoryId?: string;
  /** What has just changed. The image is the one of `observer.image`. */
  onChange(image: MetadataImage, delta: MetadataDelta): void;
  /** What went wrong and is being tried again; a controller that is away is no problem and not told. */
  onProblem(error: unknown): void;
}

const FETCH_VERSION = 17;
const MAX_WAIT_MS = 2000;
const MAX_BYTES = 1024 * 1024;
const RETRY_MS = 50;
const NO_DIRECTORY = 'AAAAAAAAAAAAAAAAAAAAAA';
const NOTHING = -1;

export class MetadataObserver {
  private readonly options: MetadataObserverOptions;
  private current: MetadataImage;
  /** The image that is being read from the start while `current` still shows what was known before. */
  private loading: MetadataImage | undefined;
  private leaderEpoch = 0;
  private knownHighWatermark = 0;
  private waiting: { offset: number; resolve(): void }[] = [];
  private isClosed = false;

  constructor(options: MetadataObserverOptions) {
    this.options = options;
    this.current = emptyImage(options.clusterId);
    this.loading = emptyImage(options.clusterId);
  }

  /** Empty until the log has been read to its end once; a reload puts another object in its place. */
  get image(): MetadataImage {
    return this.current;
  }

  get highWatermark(): number {
    return this.knownHighWatermark;
  }

  start(): void {
    void this.follow();
  }

  /** Resolves when the image has the record at `offset`, the node's registration for example. */
  reached(offset: number): Promise<void> {
    if (this.current.offset >= offset) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ offset, resolve }));
  }

  /** Stops after the fetch that is under way, whose answer is not looked at. */
  close(): void {
    this.isClosed = true;
  }

  private async follow(): Promise<void> {
    const { clock, onProblem } = this.options;
    while (!this.isClosed) {
      try {
        await this.fetchOnce();
      } catch (error) {
        if (this.isClosed) return;
        if (!isAway(error)) onProblem(error);
        await sleep(clock, RETRY_MS);
      }
    }
  }

  private async fetchOnce(): Promise<void> {
    const { channel } = this.options;
    const response = await channel.request(fetch, FETCH_VERSION, this.request());
    if (this.isClosed) return;
    const partition = response.responses[0]?.partitions[0];
    if (response.errorCode !== ErrorCode.NONE || partition === undefined) {
      throw refused(response.errorCode);
    }
    await this.take(partition);
  }

  private async take(partition: FetchedPartition): Promise<void> {
    const { errorCode, currentLeader, snapshotId, divergingEpoch } = partition;
    switch (errorCode) {
      case ErrorCode.NONE:
        break;
      case ErrorCode.FENCED_LEADER_EPOCH:
        // The controller has begun a newer epoch: the next fetch tells whether what we have still holds.
        this.leaderEpoch = currentLeader.leaderEpoch;
        return;
      case ErrorCode.UNKNOWN_LEADER_EPOCH:
        // A controller that knows less than we do has lost its data; it decides all the same.
        this.leaderEpoch = currentLeader.leaderEpoch;
        this.reload();
        return;
      default:
        throw refused(errorCode);
    }
    if (snapshotId.epoch !== NOTHING) return this.loadSnapshot(snapshotId);
    if (divergingEpoch.epoch !== NOTHING) return this.reload();
    this.knownHighWatermark = partition.highWatermark;
    this.apply(partition.records ?? Buffer.alloc(0));
  }

  private apply(batches: Buffer): void {
    if (this.loading !== undefined) {
      replayBatches(this.loading, batches);
      if (this.loading.offset + 1 >= this.knownHighWatermark) this.finishLoading(this.loading);
      return;
    }
    const delta = new MetadataDelta();
    const { offset } = this.current;
    replayBatches(this.current, batches, delta);
    if (this.current.offset > offset) this.changed(delta);
  }

  private finishLoading(loaded: MetadataImage): void {
    const delta = deltaBetween(this.current, loaded);
    this.current = loaded;
    this.loading = undefined;
    this.changed(delta);
  }

  private changed(delta: MetadataDelta): void {
    this.options.onChange(this.current, delta);
    const { offset } = this.current;
    const reached = this.waiting.filter((waiter) => waiter.offset <= offset);
    this.waiting = this.waiting.filter((waiter) => waiter.offset > offset);
    for (const waiter of reached) waiter.resolve();
  }

  private reload(): void {
    this.loading = emptyImage(this.options.clusterId);
  }

  private async loadSnapshot(id: FetchedPartition['snapshotId']): Promise<void> {
    const { channel, clusterId, brokerId } = this.options;
    const { leaderEpoch } = this;
    const bytes = await downloadSnapshot({ channel, clusterId, brokerId, leaderEpoch, id });
    if (bytes === undefined) return;
    this.reload();
    replaySnapshot(this.loading!, bytes, id);
  }

  private request(): Parameters<typeof this.options.channel.request<typeof fetch>>[2] {
    const { clusterId, brokerId, directoryId } = this.options;
    const { offset, epoch } = this.loading ?? this.current;
    const partition = {
      partition: 0,
      currentLeaderEpoch: this.leaderEpoch,
      fetchOffset: offset + 1,
      lastFetchedEpoch: epoch,
      partitionMaxBytes: MAX_BYTES,
      replicaDirectoryId: directoryId ?? NO_DIRECTORY,
    };
    return {
      clusterId,
      replicaState: { replicaId: brokerId, replicaEpoch: NOTHING },
      // While it reads from the start there is nothing to wait for.
      maxWaitMs: this.loading === undefined ? MAX_WAIT_MS : 0,
      minBytes: 1,
      maxBytes: MAX_BYTES,
      topics: [{ topicId: CLUSTER_METADATA_TOPIC_ID, partitions: [partition] }],
    };
  }
}

function refused(errorCode: number): EngineError {
  const { name, sentence } = errorByCode(errorCode);
  return new EngineError(
    'METADATA_FETCH_REFUSED',
    `The controller refused a fetch (${name}): ${sentence}`,
    {
      hint: 'Do the data directories of this broker and of the controller belong to the same cluster?',
    },
  );
}

function isAway(error: unknown): boolean {
  const codes = ['CONNECT_FAILED', 'CONNECTION_LOST', 'REQUEST_TIMED_OUT', 'CHANNEL_CLOSED'];
  return error instanceof EngineError && codes.includes(error.code);
}
