/** A reader, or a member of a group, of the cluster in memory. */

import type {
  Consumer,
  ConsumerOptions,
  PartitionOffset,
  ReaderOptions,
  TopicPartition,
} from './cluster-client.ts';
import type { MemoryCluster } from './memory-client.ts';

export type MemoryReadingOptions =
  | (ReaderOptions & { readonly groupId: null })
  | (ConsumerOptions & { readonly groupId: string });

interface Place extends PartitionOffset {
  isPaused: boolean;
  isBusy: boolean;
}

export class MemoryReading implements Consumer {
  readonly done: Promise<void>;
  readonly #cluster: MemoryCluster;
  readonly #options: MemoryReadingOptions;
  readonly #places: Place[];
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #isOpen = true;
  #isKilled = false;

  constructor(cluster: MemoryCluster, options: MemoryReadingOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.done.catch(() => undefined);
    this.#places = options.topics.flatMap((topic) => this.#placesOf(topic));
  }

  #placesOf(topic: string): Place[] {
    const { groupId, from } = this.#options;
    const committed = groupId === null ? undefined : this.#cluster.committed.get(groupId);
    const wanted = 'positions' in this.#options ? this.#options.positions : undefined;
    return this.#cluster.topic(topic).partitions.map((log, partition) => {
      const given = wanted?.find((at) => at.topic === topic && at.partition === partition)?.offset;
      const known = given ?? committed?.get(`${topic}-${partition}`);
      const offset = known ?? (from === 'latest' ? log.length : 0);
      return { topic, partition, offset, isPaused: false, isBusy: false };
    });
  }

  assignment(): TopicPartition[] {
    return this.#places.map(({ topic, partition }) => ({ topic, partition }));
  }

  positions(): PartitionOffset[] {
    return this.#places.map(({ topic, partition, offset }) => ({ topic, partition, offset }));
  }

  pause(partitions?: readonly TopicPartition[]): void {
    for (const place of this.#matching(partitions)) place.isPaused = true;
  }

  resume(partitions?: readonly TopicPartition[]): void {
    for (const place of this.#matching(partitions)) place.isPaused = false;
    this.wake();
  }

  seek(position: PartitionOffset): void {
    for (const place of this.#matching([position])) place.offset = position.offset;
    this.wake();
  }

  commit(): Promise<void> {
    const { groupId } = this.#options;
    if (groupId !== null && !this.#isKilled) this.#cluster.commit(groupId, this.positions());
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    while (this.#places.some(({ isBusy }) => isBusy)) {
      await new Promise<void>((resolve) => this.#cluster.clock.defer(resolve));
    }
    await this.commit();
    this.#cluster.readings.delete(this);
    this.#settle?.resolve();
  }

  kill(): void {
    this.#isOpen = false;
    this.#isKilled = true;
    this.#settle?.resolve();
  }

  wake(): void {
    this.#cluster.clock.defer(() => {
      for (const place of this.#places) void this.#step(place);
    });
  }

  #matching(partitions?: readonly TopicPartition[]): Place[] {
    return this.#places.filter((place) =>
      (partitions ?? [place]).some(
        ({ topic, partition }) => topic === place.topic && partition === place.partition,
      ),
    );
  }

  async #step(place: Place): Promise<void> {
    const { recordsMax = 500, onBatch } = this.#options;
    const { topic, partition, offset } = place;
    const log = this.#cluster.topic(topic).partitions[partition] ?? [];
    const records = log.slice(offset, offset + recordsMax);
    if (!this.#isOpen || place.isPaused || place.isBusy || records.length === 0) return;
    place.isBusy = true;
    const nextOffset = offset + records.length;
    try {
      await onBatch({ topic, partition, records, nextOffset, highWatermark: log.length });
      if (this.#isKilled) return;
      // A seek in the meantime counts more than where the batch ended.
      if (place.offset === offset) place.offset = nextOffset;
      await this.commit();
    } catch (error) {
      this.#isOpen = false;
      this.#settle?.reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      place.isBusy = false;
      this.wake();
    }
  }
}
