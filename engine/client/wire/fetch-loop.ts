/** Reads assigned partitions: one fetch at a time per leader, one handled batch at a time in all. */

import { sleep } from '../../base/ports/clock.ts';
import { ErrorCode, errorByCode } from '../../protocol/error-codes.ts';
import { fetch } from '../../protocol/messages/index.ts';
import type { FetchResponse } from '../../protocol/messages/01-fetch.ts';
import type { OnBatch, PartitionOffset, StartFrom, TopicPartition } from '../cluster-client.ts';
import { isPassing, KafkaError } from '../errors.ts';
import type { Cluster } from './cluster.ts';
import { FetchedPartition } from './fetched-partition.ts';
import { groupByTopic, lookUpOffsets, timestampOf } from './offsets.ts';
import { pauseBefore } from './retry.ts';

export interface FetchLoopOptions {
  onBatch: OnBatch;
  from: StartFrom;
  recordsMax: number;
  bytesMax: number;
  prefetch: boolean;
}

const MAX_WAIT_MS = 500;
/** A broker that is silent for so long is taken for dead, so that a new leader is looked for. */
const FETCH_TIMEOUT_MS = 10_000;
const RESPONSE_BYTES_MAX = 16 * 1024 * 1024;
/** The last version that names topics instead of numbering them. */
const FETCH_VERSION_MAX = 12;
const NO_SESSION = { sessionId: 0, sessionEpoch: -1 };

type PartitionAnswer = FetchResponse['responses'][number]['partitions'][number];

export class FetchLoop {
  readonly #cluster: Cluster;
  readonly #options: FetchLoopOptions;
  readonly #partitions = new Map<string, FetchedPartition>();
  /** Leaders that a fetch is under way to. */
  readonly #fetching = new Set<number>();
  #isLocating = false;
  #failures = 0;
  /** The partition whose batch is being handled, and when that ends. */
  #handling: { partition: FetchedPartition; settled: Promise<void> } | undefined;
  #turn = 0;
  #isClosed = false;
  readonly #end: Promise<void>;
  #settleEnd: { resolve: () => void; reject: (error: unknown) => void };

  constructor(cluster: Cluster, options: FetchLoopOptions) {
    this.#cluster = cluster;
    this.#options = options;
    let settle: { resolve: () => void; reject: (error: unknown) => void } | undefined;
    this.#end = new Promise((resolve, reject) => (settle = { resolve, reject }));
    this.#settleEnd = settle!;
    // Whoever does not ask for the end must not be killed by it.
    this.#end.catch(() => undefined);
  }

  /** Settles when reading has ended; rejects with what ended it. */
  get done(): Promise<void> {
    return this.#end;
  }

  get partitions(): FetchedPartition[] {
    return [...this.#partitions.values()];
  }

  positions(): PartitionOffset[] {
    return this.partitions.flatMap(({ topic, partition, position }) =>
      position === undefined ? [] : [{ topic, partition, offset: position }],
    );
  }

  /** Begins to read these; an undefined offset is looked up. */
  assign(assigned: readonly (TopicPartition & { offset?: number | undefined })[]): void {
    for (const each of assigned) {
      this.#partitions.set(nameOf(each), new FetchedPartition(each, each.offset));
    }
    this.#pump();
  }

  /** Stops reading these, after the batch at work. */
  async unassign(partitions: readonly TopicPartition[]): Promise<void> {
    const names = new Set(partitions.map(nameOf));
    const handling = this.#handling;
    if (handling !== undefined && names.has(nameOf(handling.partition))) {
      handling.partition.isPaused = true;
      await handling.settled;
    }
    for (const name of names) this.#partitions.delete(name);
  }

  /** Waits for the batch at work, if there is one. */
  async settle(): Promise<void> {
    await this.#handling?.settled;
  }

  pause(partitions?: readonly TopicPartition[]): void {
    for (const each of this.#chosen(partitions)) each.isPaused = true;
  }

  resume(partitions?: readonly TopicPartition[]): void {
    for (const each of this.#chosen(partitions)) each.isPaused = false;
    this.#pump();
  }

  seek(position: PartitionOffset): void {
    this.#partitions.get(nameOf(position))?.seek(position.offset);
    this.#pump();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#handling?.settled;
    this.#settleEnd.resolve();
  }

  fail(error: unknown): void {
    this.#isClosed = true;
    this.#settleEnd.reject(error);
  }

  #chosen(partitions: readonly TopicPartition[] | undefined): FetchedPartition[] {
    if (partitions === undefined) return this.partitions;
    return partitions.flatMap((each) => this.#partitions.get(nameOf(each)) ?? []);
  }

  /** Starts whatever can be started: looking positions up, fetching, handling. */
  #pump(): void {
    if (this.#isClosed) return;
    void this.#locate();
    const byLeader = new Map<number, FetchedPartition[]>();
    for (const each of this.partitions) {
      const leader = this.#cluster.leaderOf(each.topic, each.partition);
      if (leader === undefined) continue;
      const group = byLeader.get(leader);
      if (group === undefined) byLeader.set(leader, [each]);
      else group.push(each);
    }
    for (const [leader, group] of byLeader) {
      if (this.#mayFetch(leader, group)) void this.#fetch(leader, group.filter(isHungry));
    }
    void this.#handle();
  }

  /** Only when nothing of this leader waits to be handled: a long poll for one must not hold up the others. */
  #mayFetch(leader: number, group: readonly FetchedPartition[]): boolean {
    if (this.#fetching.has(leader) || !group.some(isHungry)) return false;
    const active = this.#options.prefetch ? undefined : this.#handling?.partition;
    return !group.some((each) => each === active || (each.hasRecords && !each.isPaused));
  }

  /** Looks up leaders and start positions that are missing. */
  async #locate(): Promise<void> {
    const lost = this.partitions.filter((each) => this.#isLost(each));
    if (this.#isLocating || lost.length === 0) return;
    this.#isLocating = true;
    try {
      await this.#cluster.refresh([...new Set(lost.map(({ topic }) => topic))]);
      const fresh = lost.filter(
        ({ topic, partition, fetchOffset }) =>
          fetchOffset === undefined && this.#cluster.leaderOf(topic, partition) !== undefined,
      );
      await this.#lookUpStarts(fresh);
    } catch (error) {
      if (!this.#isClosed && !isPassing(error)) this.fail(error);
    }
    if (lost.some((each) => this.#isLost(each))) await this.#pauseAfterFailure();
    this.#isLocating = false;
    this.#pump();
  }

  #isLost({ topic, partition, fetchOffset }: FetchedPartition): boolean {
    return fetchOffset === undefined || this.#cluster.leaderOf(topic, partition) === undefined;
  }

  async #lookUpStarts(fresh: readonly FetchedPartition[]): Promise<void> {
    if (fresh.length === 0) return;
    const generations = fresh.map(({ generation }) => generation);
    const starts = await lookUpOffsets(this.#cluster, fresh, timestampOf(this.#options.from));
    for (const { topic, partition, offset } of starts) {
      const index = fresh.findIndex((each) => each.topic === topic && each.partition === partition);
      const found = fresh[index];
      if (found !== undefined && found.generation === generations[index]) found.seek(offset);
    }
  }

  async #fetch(leader: number, wanted: readonly FetchedPartition[]): Promise<void> {
    this.#fetching.add(leader);
    const generations = new Map(wanted.map((each) => [nameOf(each), each.generation]));
    try {
      const answer = await this.#ask(leader, wanted);
      this.#failures = 0;
      if (answer.errorCode !== 0) throw new KafkaError(answer.errorCode, `Broker ${leader}`);
      for (const { topic, partitions } of answer.responses) {
        for (const each of partitions) this.#accept(topic, each, generations);
      }
    } catch (error) {
      await this.#afterFailure(error, wanted);
    }
    this.#fetching.delete(leader);
    this.#pump();
  }

  async #ask(leader: number, wanted: readonly FetchedPartition[]): Promise<FetchResponse> {
    const { bytesMax } = this.#options;
    const topics = [...groupByTopic(wanted)].map(([topic, partitions]) => ({
      topic,
      partitions: partitions.map(({ partition, fetchOffset }) => ({
        partition,
        fetchOffset: fetchOffset!,
        partitionMaxBytes: bytesMax,
      })),
    }));
    const connection = await this.#cluster.node(leader);
    return connection.request(
      fetch,
      { ...NO_SESSION, maxWaitMs: MAX_WAIT_MS, minBytes: 1, maxBytes: RESPONSE_BYTES_MAX, topics },
      { versionMax: FETCH_VERSION_MAX, timeoutMs: FETCH_TIMEOUT_MS },
    );
  }

  #accept(topic: string, answer: PartitionAnswer, generations: Map<string, number>): void {
    const name = nameOf({ topic, partition: answer.partitionIndex });
    const partition = this.#partitions.get(name);
    if (partition === undefined || partition.generation !== generations.get(name)) return;
    switch (answer.errorCode) {
      case ErrorCode.NONE:
        partition.highWatermark = answer.highWatermark;
        if (answer.records !== null) partition.accept(answer.records);
        // To the end of the line, so that a small fetch serves the partitions in turn.
        if (partition.hasRecords && this.#partitions.delete(name)) {
          this.#partitions.set(name, partition);
        }
        return;
      case ErrorCode.OFFSET_OUT_OF_RANGE:
        this.#cluster.log('warning', `${name} has no offset ${partition.fetchOffset} any more.`);
        partition.forgetPosition();
        return;
      default:
        this.#cluster.forgetTopic(topic);
        if (!errorByCode(answer.errorCode).isRetriable)
          throw new KafkaError(answer.errorCode, name);
    }
  }

  async #afterFailure(error: unknown, wanted: readonly FetchedPartition[]): Promise<void> {
    if (this.#isClosed) return;
    if (!isPassing(error)) {
      this.fail(error);
      return;
    }
    for (const { topic } of wanted) this.#cluster.forgetTopic(topic);
    await this.#pauseAfterFailure();
  }

  #pauseAfterFailure(): Promise<void> {
    return sleep(this.#cluster.ports.clock, pauseBefore(this.#failures++, this.#cluster.ports));
  }

  /** Hands out one batch after another, the partitions in turn. */
  async #handle(): Promise<void> {
    while (!this.#isClosed && this.#handling === undefined) {
      const partition = this.#nextWithRecords();
      if (partition === undefined) return;
      // Not at once: what follows must see that something is being handled.
      const settled = Promise.resolve().then(() => this.#handleOne(partition));
      this.#handling = { partition, settled };
      await settled;
      this.#handling = undefined;
      if (!this.#options.prefetch) partition.drop();
      this.#pump();
    }
  }

  #nextWithRecords(): FetchedPartition | undefined {
    const ready = this.partitions.filter(({ hasRecords, isPaused }) => hasRecords && !isPaused);
    return ready[this.#turn++ % ready.length];
  }

  async #handleOne(partition: FetchedPartition): Promise<void> {
    const { generation } = partition;
    try {
      const batch = partition.take(this.#options.recordsMax);
      if (this.#options.prefetch) this.#pump();
      if (batch.records.length > 0) await this.#options.onBatch(batch);
      if (partition.generation === generation) partition.position = batch.nextOffset;
    } catch (error) {
      this.fail(error);
    }
  }
}

function isHungry({ hasRecords, isPaused, fetchOffset }: FetchedPartition): boolean {
  return !hasRecords && !isPaused && fetchOffset !== undefined;
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}
