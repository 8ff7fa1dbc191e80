/** Reads whole topics by itself, without a group: where it stands is its own affair. */

import type { PartitionOffset, ReaderOptions, Reading, TopicPartition } from '../cluster-client.ts';
import type { Cluster } from './cluster.ts';
import { FetchLoop, type FetchLoopOptions } from './fetch-loop.ts';

const RECORDS_MAX = 1000;
const BYTES_MAX = 1024 * 1024;

/** The defaults that readers and group members share. */
export function fetchLoopOptions(
  options: Pick<ReaderOptions, 'onBatch' | 'recordsMax' | 'bytesMax' | 'prefetch' | 'from'>,
  from: 'earliest' | 'latest',
): FetchLoopOptions {
  return {
    onBatch: options.onBatch,
    from: options.from ?? from,
    recordsMax: options.recordsMax ?? RECORDS_MAX,
    bytesMax: options.bytesMax ?? BYTES_MAX,
    prefetch: options.prefetch ?? true,
  };
}

export class WireReader implements Reading {
  readonly #cluster: Cluster;
  readonly #loop: FetchLoop;

  private constructor(cluster: Cluster, options: ReaderOptions) {
    this.#cluster = cluster;
    this.#loop = new FetchLoop(cluster, fetchLoopOptions(options, 'earliest'));
    this.#loop.done.then(
      () => cluster.close(),
      () => cluster.close(),
    );
  }

  /** Resolves when the topics are known and reading has begun. */
  static async open(cluster: Cluster, options: ReaderOptions): Promise<WireReader> {
    const topics = await cluster.topics(options.topics);
    const reader = new WireReader(cluster, options);
    const begin = options.positions ?? [];
    reader.#loop.assign(
      [...topics].flatMap(([topic, { partitions }]) =>
        partitions.map(({ partitionIndex }) => ({
          topic,
          partition: partitionIndex,
          offset: offsetOf(begin, topic, partitionIndex),
        })),
      ),
    );
    return reader;
  }

  get done(): Promise<void> {
    return this.#loop.done;
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

  async close(): Promise<void> {
    await this.#loop.close();
    this.#cluster.close();
  }
}

function offsetOf(
  positions: readonly PartitionOffset[],
  topic: string,
  partition: number,
): number | undefined {
  return positions.find((each) => each.topic === topic && each.partition === partition)?.offset;
}
