/** All partitions that live on this broker: brought in line with the metadata, served each turn, tended now and then. */

import { EngineError, messageOf } from '../../base/errors.ts';
import { type Clock, every, type Timer } from '../../base/ports/clock.ts';
import type { LogConfig } from '../../log/log-config.ts';
import type { LogDirectory } from '../../log/log-directory.ts';
import type { MetadataDelta } from '../../metadata/delta.ts';
import type { MetadataImage, PartitionImage, TopicImage } from '../../metadata/image.ts';
import type { Fetchers } from '../fetcher/fetchers.ts';
import type { IsrProposals } from './isr-proposals.ts';
import { Partition, type PartitionOwner } from './partition.ts';

export interface HostedPartitionsOptions {
  brokerId: number;
  clock: Clock;
  logs: LogDirectory;
  proposals: IsrProposals;
  fetchers: Fetchers;
  image(): MetadataImage;
  /** The effective configs of a topic, for its log and for the in-sync rule. */
  topicConfig(topic: string): TopicSettings;
  onProblem(sentence: string): void;
  /** After leaders or followers were set or unset here. */
  onRoleChange(partition: Partition): void;
  onRemoved(partition: Partition): void;
  limits: {
    lagMsMax: number;
    checkpointMs: number;
    retentionCheckMs: number;
    cleanerBackoffMs: number;
  };
}

export interface TopicSettings {
  readonly log: LogConfig;
  readonly minInSync: number;
}

const EXPIRE_WAITERS_MS = 100;
const CLEANER_REST_MS = 5;

export class HostedPartitions implements PartitionOwner {
  readonly brokerId: number;
  readonly #options: HostedPartitionsOptions;
  readonly #topics = new Map<string, Map<number, Partition>>();
  readonly #timers: Timer[];
  #progressed = new Set<Partition>();
  #count = 0;
  #isClosed = false;

  constructor(options: HostedPartitionsOptions) {
    const { clock, limits } = options;
    this.brokerId = options.brokerId;
    this.#options = options;
    this.#timers = [
      every(clock, EXPIRE_WAITERS_MS, () =>
        this.#each((partition) => partition.expireWaiters(clock.monotonic())),
      ),
      every(clock, limits.lagMsMax / 2, () =>
        this.#each((partition) => partition.dropLaggards(limits.lagMsMax)),
      ),
      every(clock, limits.checkpointMs, () => this.#tend(() => this.checkpoint())),
      every(clock, limits.retentionCheckMs, () => this.#tend(() => options.logs.applyRetention())),
      every(clock, limits.cleanerBackoffMs, () => this.#clean()),
    ];
  }

  get size(): number {
    return this.#count;
  }

  get(topic: string, index: number): Partition | undefined {
    return this.#topics.get(topic)?.get(index);
  }

  *all(): Generator<Partition, void> {
    for (const partitions of this.#topics.values()) yield* partitions.values();
  }

  isBrokerAlive(brokerId: number): boolean {
    const broker = this.#options.image().brokers.get(brokerId);
    return broker !== undefined && !broker.fenced && !broker.inControlledShutdown;
  }

  monotonic(): number {
    return this.#options.clock.monotonic();
  }

  progressed(partition: Partition): void {
    if (this.#progressed.size === 0) this.#options.clock.defer(() => this.#serve());
    this.#progressed.add(partition);
  }

  proposeIsr(partition: Partition, isr: readonly number[]): void {
    this.#options.proposals.propose(partition, isr);
  }

  /** Compacts a few milliseconds at a time, so that clients do not wait for it. */
  #clean(): void {
    if (this.#isClosed) return;
    this.#tend(() => {
      if (this.#options.logs.compactStep()) {
        this.#options.clock.schedule(CLEANER_REST_MS, () => this.#clean());
      }
    });
  }

  #serve(): void {
    const progressed = this.#progressed;
    this.#progressed = new Set();
    for (const partition of progressed) partition.serve();
  }

  /** Creates, assigns and removes what the metadata change asks for. */
  apply(delta: MetadataDelta): void {
    for (const { topic, before, after } of delta.partitions.values()) {
      if (after?.replicas.includes(this.brokerId)) this.#host(topic, after);
      else this.#remove(topic, (after ?? before)!.index);
    }
    for (const { resourceName } of delta.configs.values()) this.#reconfigure(resourceName);
  }

  #host(topic: TopicImage, image: PartitionImage): void {
    try {
      const partition = this.get(topic.name, image.index) ?? this.#open(topic, image.index);
      if (!partition.assign(image)) return;
      this.#follow(partition);
      this.#options.onRoleChange(partition);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#options.onProblem(
        `${topic.name}-${image.index} cannot be served here: ${messageOf(error)}`,
      );
    }
  }

  #open(topic: TopicImage, index: number): Partition {
    const { logs, topicConfig } = this.#options;
    const { log: config, minInSync } = topicConfig(topic.name);
    const known = logs.get(topic.name, index);
    if (known && known.topicId !== topic.id) logs.delete(topic.name, index);
    const log =
      logs.get(topic.name, index) ??
      logs.create({ topic: topic.name, partition: index, topicId: topic.id, config });
    log.config = config;
    const partition = new Partition({
      topic: topic.name,
      index,
      topicId: topic.id,
      log,
      owner: this,
      minInSync,
    });
    const partitions = this.#topics.get(topic.name) ?? new Map<number, Partition>();
    partitions.set(index, partition);
    this.#topics.set(topic.name, partitions);
    this.#count++;
    return partition;
  }

  #follow(partition: Partition): void {
    const { fetchers } = this.#options;
    const { leader } = partition.assignment;
    if (partition.role === 'follower' && leader >= 0) fetchers.follow(partition, leader);
    else fetchers.unfollow(partition);
  }

  #remove(topic: TopicImage, index: number): void {
    const partition = this.get(topic.name, index);
    if (!partition || partition.topicId !== topic.id) return;
    this.#options.fetchers.unfollow(partition);
    const partitions = this.#topics.get(topic.name)!;
    partitions.delete(index);
    if (partitions.size === 0) this.#topics.delete(topic.name);
    this.#count--;
    partition.close();
    this.#options.onRemoved(partition);
    this.#tend(() => this.#options.logs.delete(topic.name, index));
  }

  /** An empty name is the default of all brokers. */
  #reconfigure(name: string): void {
    const topics = this.#topics.has(name) ? [name] : [...this.#topics.keys()];
    for (const topic of topics) {
      const { log, minInSync } = this.#options.topicConfig(topic);
      for (const partition of this.#topics.get(topic)?.values() ?? []) {
        partition.log.config = log;
        partition.minInSync = minInSync;
      }
    }
  }

  /** Writes the high watermarks and recovery points, so that a restart knows what was committed. */
  checkpoint(): void {
    this.#options.logs.checkpoint();
  }

  #each(action: (partition: Partition) => void): void {
    for (const partition of this.all()) action(partition);
  }

  /** A disk that fails must not stop the broker's other work; it is told. */
  #tend(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#options.onProblem(messageOf(error));
    }
  }

  /** Stops serving; the logs stay open for their owner to close. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) timer.cancel();
    for (const partition of this.all()) partition.close();
  }
}
