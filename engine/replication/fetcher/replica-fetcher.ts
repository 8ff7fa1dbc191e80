/** Follows one leader: fetches all partitions that it leads for this broker over one connection, and appends what comes. */

import { messageOf } from '../../base/errors.ts';
import { type Clock, sleep } from '../../base/ports/clock.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { fetch, type FetchResponse } from '../../protocol/messages/01-fetch.ts';
import { listOffsets } from '../../protocol/messages/02-list-offsets.ts';
import { apiVersions } from '../../protocol/messages/18-api-versions.ts';
import type { RequestChannel } from '../channel.ts';
import type { Partition } from '../partition/partition.ts';
import { FetchPlan } from './fetch-plan.ts';

type PartitionResponse = FetchResponse['responses'][number]['partitions'][number];

export interface ReplicaFetcherOptions {
  channel: Pick<RequestChannel, 'request'>;
  clock: Clock;
  brokerId: number;
  leaderId: number;
  brokerEpoch(): number;
  /** A disk that cannot be written to, or a leader whose bytes are wrong. */
  onProblem(partition: Partition, sentence: string): void;
  limits: { waitMsMax: number; bytesMin: number; bytesMax: number; partitionBytesMax: number };
}

const FETCH_VERSION = 17;
const LIST_OFFSETS_VERSION = 7;
const BACKOFF_MS = 50;
const LATEST = -1;
const EARLIEST = -2;

export class ReplicaFetcher {
  readonly #options: ReplicaFetcherOptions;
  readonly #partitions = new Map<string, Partition>();
  readonly #plan = new FetchPlan();
  /** Partitions that wait for newer metadata, until this time. */
  readonly #delayed = new Map<Partition, number>();
  #wake: (() => void) | undefined;
  #isFetching = false;
  #closed = false;

  constructor(options: ReplicaFetcherOptions) {
    this.#options = options;
    void this.#run();
  }

  get size(): number {
    return this.#partitions.size;
  }

  add(partition: Partition): void {
    this.#delayed.delete(partition);
    this.#partitions.set(keyOf(partition.topicId, partition.index), partition);
    this.#wake?.();
    this.#nudge();
  }

  remove(partition: Partition): void {
    this.#delayed.delete(partition);
    this.#partitions.delete(keyOf(partition.topicId, partition.index));
  }

  close(): void {
    this.#closed = true;
    this.#partitions.clear();
    this.#wake?.();
  }

  /** A parked fetch is answered at once when another request comes behind it, so that new partitions need not wait for it. */
  #nudge(): void {
    if (!this.#isFetching) return;
    this.#options.channel
      .request(apiVersions, 0, { clientSoftwareName: '', clientSoftwareVersion: '' })
      .catch(() => {
        // The fetch on the same connection sees the same loss.
      });
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#closed) {
      const ready = this.#ready();
      if (ready.length === 0) {
        await this.#idle();
        continue;
      }
      try {
        await this.#fetchOnce(ready);
      } catch {
        this.#plan.reset();
        await sleep(clock, BACKOFF_MS);
      }
    }
  }

  #ready(): Partition[] {
    if (this.#delayed.size === 0) return [...this.#partitions.values()];
    const now = this.#options.clock.monotonic();
    for (const [partition, until] of this.#delayed)
      if (until <= now) this.#delayed.delete(partition);
    return [...this.#partitions.values()].filter((partition) => !this.#delayed.has(partition));
  }

  async #idle(): Promise<void> {
    const { clock } = this.#options;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#delayed.size > 0) clock.schedule(BACKOFF_MS, resolve);
    });
    this.#wake = undefined;
  }

  async #fetchOnce(partitions: readonly Partition[]): Promise<void> {
    const { channel, brokerId, brokerEpoch, limits } = this.#options;
    this.#isFetching = true;
    let response: FetchResponse;
    try {
      response = await channel.request(fetch, FETCH_VERSION, {
        replicaState: { replicaId: brokerId, replicaEpoch: brokerEpoch() },
        maxWaitMs: limits.waitMsMax,
        minBytes: limits.bytesMin,
        maxBytes: limits.bytesMax,
        ...this.#plan.next(partitions, limits.partitionBytesMax),
      });
    } finally {
      this.#isFetching = false;
    }
    if (response.errorCode !== ErrorCode.NONE) {
      this.#plan.reset();
      return;
    }
    this.#plan.answered(response.sessionId);
    for (const topic of response.responses) {
      for (const result of topic.partitions) {
        const partition = this.#partitions.get(keyOf(topic.topicId, result.partitionIndex));
        if (partition && partition.role === 'follower') await this.#take(partition, result);
      }
    }
  }

  async #take(partition: Partition, result: PartitionResponse): Promise<void> {
    switch (result.errorCode) {
      case ErrorCode.NONE:
        return this.#append(partition, result);
      case ErrorCode.OFFSET_OUT_OF_RANGE:
        return this.#catchOffsetOutOfRange(partition);
      default:
        // The leader or this broker does not know the newest epoch yet; metadata is on its way.
        this.#delay(partition);
    }
  }

  #delay(partition: Partition): void {
    this.#delayed.set(partition, this.#options.clock.monotonic() + BACKOFF_MS);
  }

  #append(partition: Partition, result: PartitionResponse): void {
    const { log } = partition;
    try {
      if (result.divergingEpoch.epoch >= 0) {
        const { epoch, endOffset } = result.divergingEpoch;
        const own = log.epochEndOffset(epoch);
        log.truncateTo(Math.min(endOffset, own.endOffset < 0 ? log.endOffset : own.endOffset));
        return;
      }
      const { highWatermark, logStartOffset } = result;
      partition.appendFetched(result.records ?? EMPTY, { highWatermark, logStartOffset });
    } catch (error) {
      this.#options.onProblem(partition, messageOf(error));
      this.#delay(partition);
    }
  }

  /** Our log ends behind what the leader still has, or before it begins. */
  async #catchOffsetOutOfRange(partition: Partition): Promise<void> {
    const { log } = partition;
    const latest = await this.#leaderOffset(partition, LATEST);
    if (latest === undefined) return this.#delay(partition);
    if (latest < log.endOffset) {
      log.truncateTo(latest);
      return;
    }
    const earliest = await this.#leaderOffset(partition, EARLIEST);
    if (earliest === undefined) return this.#delay(partition);
    if (earliest > log.endOffset) log.truncateFullyAndStartAt(earliest);
  }

  async #leaderOffset(partition: Partition, timestamp: number): Promise<number | undefined> {
    const { channel, brokerId } = this.#options;
    const response = await channel.request(listOffsets, LIST_OFFSETS_VERSION, {
      replicaId: brokerId,
      isolationLevel: 0,
      topics: [
        {
          name: partition.topic,
          partitions: [
            {
              partitionIndex: partition.index,
              currentLeaderEpoch: partition.assignment.leaderEpoch,
              timestamp,
            },
          ],
        },
      ],
    });
    const result = response.topics[0]?.partitions[0];
    return result?.errorCode === ErrorCode.NONE ? result.offset : undefined;
  }
}

const EMPTY = Buffer.alloc(0);

function keyOf(topicId: string, index: number): string {
  return `${topicId}:${index}`;
}
