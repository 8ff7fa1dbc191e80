/** A group member that reads what it is assigned, and commits what it has handled. */

import { every, type Timer } from '../../../base/ports/clock.ts';
import type {
  Consumer,
  ConsumerOptions,
  PartitionOffset,
  TopicPartition,
} from '../../cluster-client.ts';
import { isPassing } from '../../errors.ts';
import type { Cluster } from '../cluster.ts';
import { FetchLoop } from '../fetch-loop.ts';
import { fetchLoopOptions } from '../reader.ts';
import { commitOffsets, fetchCommitted } from './group-offsets.ts';
import { Membership, mustRejoin } from './membership.ts';

const SESSION_TIMEOUT_MS = 30_000;
const REBALANCE_TIMEOUT_MS = 60_000;
const COMMIT_INTERVAL_MS = 1000;
/** Beats in a session: one may be lost, and another. */
const BEATS_PER_SESSION = 3;
const BEAT_MAX_MS = 3000;

export class WireConsumer implements Consumer {
  readonly #cluster: Cluster;
  readonly #options: ConsumerOptions;
  readonly #membership: Membership;
  readonly #loop: FetchLoop;
  readonly #timers: Timer[] = [];
  /** What the coordinator has, by partition. */
  #committed = new Map<string, number>();
  /** A rebalance or a commit at work; they come one after another. */
  #queue: Promise<void> = Promise.resolve();
  #isBeating = false;
  #isCommitting = false;
  #isRejoining = false;
  #isRebalancing = false;
  #isClosed = false;

  private constructor(cluster: Cluster, options: ConsumerOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#membership = new Membership(cluster, {
      groupId: options.groupId,
      groupInstanceId: options.groupInstanceId ?? null,
      topics: options.topics,
      assignor: options.assignor ?? 'range',
      sessionTimeoutMs: options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
      rebalanceTimeoutMs: options.rebalanceTimeoutMs ?? REBALANCE_TIMEOUT_MS,
    });
    this.#loop = new FetchLoop(cluster, fetchLoopOptions(options, 'latest'));
    this.#loop.done.catch(() => this.#giveUp());
  }

  /** Resolves when the member has joined and knows what it reads. */
  static async open(cluster: Cluster, options: ConsumerOptions): Promise<WireConsumer> {
    const consumer = new WireConsumer(cluster, options);
    await consumer.#enqueue(() => consumer.#rebalance());
    consumer.#startTimers();
    return consumer;
  }

  get done(): Promise<void> {
    return this.#loop.done;
  }

  assignment(): TopicPartition[] {
    return this.#loop.partitions.map(({ topic, partition }) => ({ topic, partition }));
  }

  positions(): PartitionOffset[] {
    return this.#loop.positions();
  }

  pause(partitions?: readonly TopicPartition[]): void {
    this.#loop.pause(partitions);
  }

  resume(partitions?: readonly TopicPartition[]): void {
    this.#loop.resume(partitions);
  }

  seek(position: PartitionOffset): void {
    this.#loop.seek(position);
  }

  commit(): Promise<void> {
    return this.#enqueue(() => this.#commit());
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#timers) timer.cancel();
    await this.#loop.close();
    await this.#enqueue(async () => {
      try {
        await this.#commit();
        await this.#membership.leave();
      } catch (error) {
        // The coordinator is gone or has put us out: the session's end does the rest.
        this.#cluster.log('warning', `Group ${this.#options.groupId} was not left in good order.`);
        if (!isPassing(error) && !mustRejoin(error)) throw error;
      } finally {
        this.#cluster.close();
      }
    });
  }

  #startTimers(): void {
    const { clock } = this.#cluster.ports;
    const sessionMs = this.#options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS;
    const beatMs = Math.min(sessionMs / BEATS_PER_SESSION, BEAT_MAX_MS);
    const commitMs = this.#options.commitIntervalMs ?? COMMIT_INTERVAL_MS;
    if (this.#isClosed) return;
    this.#timers.push(
      every(clock, beatMs, () => void this.#beat()),
      every(clock, commitMs, () => this.#commitInBackground()),
    );
  }

  /** Reading has failed: what has not been handled is not committed, and the group need not wait for us. */
  #giveUp(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#timers) timer.cancel();
    void this.#enqueue(async () => {
      try {
        await this.#membership.leave();
      } finally {
        this.#cluster.close();
      }
    }).catch(() => undefined);
  }

  /** Also during a rebalance, which may wait for a slow batch, so that the session goes on. */
  async #beat(): Promise<void> {
    if (this.#isBeating || this.#isClosed) return;
    this.#isBeating = true;
    try {
      await this.#membership.beat();
    } catch (error) {
      if (!this.#isRebalancing) this.#onGroupError(error);
    }
    this.#isBeating = false;
  }

  #commitInBackground(): void {
    if (this.#isCommitting || this.#isClosed) return;
    this.#isCommitting = true;
    this.#enqueue(() => this.#commit())
      .catch((error: unknown) => this.#onGroupError(error))
      .finally(() => (this.#isCommitting = false));
  }

  #onGroupError(error: unknown): void {
    if (this.#isClosed) return;
    if (mustRejoin(error)) this.#rejoin();
    else if (!isPassing(error)) this.#loop.fail(error);
  }

  /** Until it has worked: a coordinator that is away for long must not end the reading. */
  #rejoin(): void {
    if (this.#isRejoining || this.#isClosed) return;
    this.#isRejoining = true;
    this.#enqueue(() => this.#rebalance()).then(
      () => (this.#isRejoining = false),
      (error: unknown) => {
        this.#isRejoining = false;
        if (mustRejoin(error) || isPassing(error)) this.#rejoin();
        else this.#onGroupError(error);
      },
    );
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    const run = this.#queue.then(task);
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** Gives everything back, joins, and begins with what the group has committed. */
  async #rebalance(): Promise<void> {
    if (this.#isClosed) return;
    this.#isRebalancing = true;
    try {
      await this.#revoke(this.assignment());
      const assigned = await this.#membership.join([]);
      const committed = await fetchCommitted(this.#cluster, this.#options.groupId);
      this.#committed = new Map(committed.map((each) => [nameOf(each), each.offset]));
      await this.#cluster.retry(() => this.#cluster.refresh(this.#options.topics));
      this.#begin(assigned);
      await this.#options.onAssigned?.(assigned);
    } finally {
      this.#isRebalancing = false;
    }
  }

  #begin(assigned: readonly TopicPartition[]): void {
    if (this.#isClosed) return;
    this.#loop.assign(
      assigned.map((each) => ({ ...each, offset: this.#committed.get(nameOf(each)) })),
    );
  }

  /** The batch at work is waited for, so that its offset can still be committed. */
  async #revoke(owned: readonly TopicPartition[]): Promise<void> {
    if (owned.length === 0) return;
    this.#loop.pause(owned);
    await this.#loop.settle();
    try {
      await this.#commit();
    } catch (error) {
      // The next owner begins at the last commit: some records are read twice, none is lost.
      if (!mustRejoin(error) && !isPassing(error)) throw error;
    }
    await this.#loop.unassign(owned);
    await this.#options.onRevoked?.(owned);
  }

  async #commit(): Promise<void> {
    const moved = this.positions().filter(
      (each) => this.#committed.get(nameOf(each)) !== each.offset,
    );
    await commitOffsets(this.#cluster, this.#membership.committer, moved);
    for (const each of moved) this.#committed.set(nameOf(each), each.offset);
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}
