/** A follower's side of a fetch session (KIP-227): after the first request only what changed is sent. */

import type { Draft } from '../../protocol/schema.ts';
import type { fetch } from '../../protocol/messages/01-fetch.ts';
import type { Partition } from '../partition/partition.ts';

type FetchDraft = Draft<typeof fetch.request>;
type TopicDraft = FetchDraft['topics'][number];
type PartitionDraft = TopicDraft['partitions'][number];

interface Sent {
  readonly partition: Partition;
  readonly fetchOffset: number;
  readonly leaderEpoch: number;
  readonly lastFetchedEpoch: number;
  readonly logStartOffset: number;
}

export class FetchPlan {
  readonly #sent = new Map<Partition, Sent>();
  #sessionId = 0;
  #epoch = 0;

  /** The fields of the next request that depend on the session. */
  next(
    partitions: Iterable<Partition>,
    partitionMaxBytes: number,
  ): Pick<FetchDraft, 'sessionId' | 'sessionEpoch' | 'topics' | 'forgottenTopicsData'> {
    const wanted = new Map<Partition, Sent>();
    for (const partition of partitions) wanted.set(partition, wishOf(partition));
    const isFull = this.#epoch === 0;
    const changed = [...wanted.values()].filter(
      (wish) => isFull || !isSame(wish, this.#sent.get(wish.partition)),
    );
    const forgotten = isFull
      ? []
      : [...this.#sent.keys()].filter((partition) => !wanted.has(partition));
    this.#sent.clear();
    for (const [partition, wish] of wanted) this.#sent.set(partition, wish);
    return {
      sessionId: this.#sessionId,
      sessionEpoch: this.#epoch,
      topics: byTopic(changed.map((wish) => [wish.partition, draftOf(wish, partitionMaxBytes)])),
      forgottenTopicsData: byTopic(forgotten.map((partition) => [partition, partition.index])),
    };
  }

  /** Takes note of the session that the leader opened or continued. */
  answered(sessionId: number): void {
    this.#sessionId = sessionId;
    this.#epoch = sessionId === 0 ? 0 : this.#epoch === 0x7fffffff ? 1 : this.#epoch + 1;
  }

  /** Starts over with a full request, after an error or on a new connection. */
  reset(): void {
    this.#sessionId = 0;
    this.#epoch = 0;
    this.#sent.clear();
  }
}

function wishOf(partition: Partition): Sent {
  const { log } = partition;
  return {
    partition,
    fetchOffset: log.endOffset,
    leaderEpoch: partition.assignment.leaderEpoch,
    lastFetchedEpoch: log.latestEpoch,
    logStartOffset: log.logStartOffset,
  };
}

function isSame(wish: Sent, sent: Sent | undefined): boolean {
  return (
    sent !== undefined &&
    wish.fetchOffset === sent.fetchOffset &&
    wish.leaderEpoch === sent.leaderEpoch &&
    wish.lastFetchedEpoch === sent.lastFetchedEpoch &&
    wish.logStartOffset === sent.logStartOffset
  );
}

function draftOf(wish: Sent, partitionMaxBytes: number): PartitionDraft {
  return {
    partition: wish.partition.index,
    currentLeaderEpoch: wish.leaderEpoch,
    fetchOffset: wish.fetchOffset,
    lastFetchedEpoch: wish.lastFetchedEpoch,
    logStartOffset: wish.logStartOffset,
    partitionMaxBytes,
  };
}

function byTopic<Item>(
  items: readonly (readonly [Partition, Item])[],
): { topic: string; topicId: string; partitions: Item[] }[] {
  const topics = new Map<string, { topic: string; topicId: string; partitions: Item[] }>();
  for (const [{ topic, topicId }, item] of items) {
    const known = topics.get(topicId);
    if (known) known.partitions.push(item);
    else topics.set(topicId, { topic, topicId, partitions: [item] });
  }
  return [...topics.values()];
}
