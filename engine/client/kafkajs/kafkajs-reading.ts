/** Reading on kafkajs, which always is a member of a group; a reader of its own uses a group that nobody else has. */

import type { Consumer as LibraryConsumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Clock, Timer } from '../../base/ports/clock.ts';
import { every } from '../../base/ports/clock.ts';
import type {
  ConsumedRecord,
  Consumer,
  ConsumerOptions,
  PartitionOffset,
  TopicPartition,
} from '../cluster-client.ts';

const RECORDS_MAX = 1000;
const COMMIT_INTERVAL_MS = 1000;

export interface KafkajsReadingParts {
  library: LibraryConsumer;
  clock: Clock;
  options: Omit<ConsumerOptions, 'groupId'>;
  /** A reader of its own leaves no trace. */
  commits: boolean;
  afterClose?: () => Promise<void>;
  translate: (error: unknown) => Error;
}

export class KafkajsReading implements Consumer {
  readonly done: Promise<void>;
  readonly #parts: KafkajsReadingParts;
  readonly #positions = new Map<string, PartitionOffset>();
  readonly #committed = new Map<string, number>();
  #assignment: TopicPartition[] = [];
  #timer: Timer | undefined;
  #handling: Promise<void> | undefined;
  #isClosed = false;
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;

  private constructor(parts: KafkajsReadingParts) {
    this.#parts = parts;
    this.done = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.done.catch(() => undefined);
  }

  /** Resolves when the group has assigned partitions. */
  static async open(parts: KafkajsReadingParts): Promise<KafkajsReading> {
    const reading = new KafkajsReading(parts);
    await reading.#start();
    return reading;
  }

  assignment(): TopicPartition[] {
    return [...this.#assignment];
  }

  /** Of partitions of which something has been read. */
  positions(): PartitionOffset[] {
    return [...this.#positions.values()];
  }

  pause(partitions?: readonly TopicPartition[]): void {
    this.#parts.library.pause(this.#named(partitions));
  }

  resume(partitions?: readonly TopicPartition[]): void {
    this.#parts.library.resume(this.#named(partitions));
  }

  seek({ topic, partition, offset }: PartitionOffset): void {
    this.#positions.set(nameOf({ topic, partition }), { topic, partition, offset });
    this.#parts.library.seek({ topic, partition, offset: String(offset) });
  }

  async commit(): Promise<void> {
    if (!this.#parts.commits) return;
    const moved = this.positions().filter(
      (each) => this.#committed.get(nameOf(each)) !== each.offset,
    );
    if (moved.length === 0) return;
    try {
      await this.#parts.library.commitOffsets(
        moved.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })),
      );
    } catch (error) {
      throw this.#parts.translate(error);
    }
    for (const each of moved) this.#committed.set(nameOf(each), each.offset);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#handling;
    // The library cannot commit any more once it has stopped.
    await this.commit().catch(() => undefined);
    await this.#parts.library.stop();
    await this.#parts.library.disconnect();
    await this.#parts.afterClose?.().catch(() => undefined);
    this.#settle?.resolve();
  }

  async #start(): Promise<void> {
    const { library, options, clock } = this.#parts;
    const joined = this.#listen();
    try {
      await library.connect();
      await library.subscribe({
        topics: [...options.topics],
        fromBeginning: options.from === 'earliest',
      });
      await library.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: (payload) => (this.#handling = this.#handle(payload)),
      });
      await Promise.race([joined, this.done]);
    } catch (error) {
      await library.disconnect().catch(() => undefined);
      throw this.#parts.translate(error);
    }
    const intervalMs = options.commitIntervalMs ?? COMMIT_INTERVAL_MS;
    this.#timer = every(clock, intervalMs, () => void this.commit().catch(() => undefined));
  }

  /** Follows assignments and failures; resolves with the first assignment. */
  #listen(): Promise<void> {
    const { library, options } = this.#parts;
    library.on(library.events.REBALANCING, () => void options.onRevoked?.(this.assignment()));
    library.on(library.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.#fail(payload.error);
    });
    return new Promise((resolve) => {
      library.on(library.events.GROUP_JOIN, ({ payload }) => {
        this.#assignment = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
          partitions.map((partition) => ({ topic, partition })),
        );
        const owned = new Set(this.#assignment.map(nameOf));
        for (const name of this.#positions.keys()) {
          if (!owned.has(name)) this.#positions.delete(name);
        }
        resolve();
        void options.onAssigned?.(this.assignment());
      });
    });
  }

  async #handle({
    batch,
    resolveOffset,
    heartbeat,
    isRunning,
    isStale,
  }: EachBatchPayload): Promise<void> {
    const { options } = this.#parts;
    const { topic, partition, messages } = batch;
    const size = options.recordsMax ?? RECORDS_MAX;
    for (let at = 0; at < messages.length; at += size) {
      if (!isRunning() || isStale() || this.#isClosed) return;
      const records = messages.slice(at, at + size).map(recordOf);
      const nextOffset = records.at(-1)!.offset + 1;
      const highWatermark = Number(batch.highWatermark);
      try {
        await options.onBatch({ topic, partition, records, nextOffset, highWatermark });
      } catch (error) {
        this.#fail(error);
        return;
      }
      resolveOffset(String(nextOffset - 1));
      this.#positions.set(nameOf({ topic, partition }), { topic, partition, offset: nextOffset });
      await heartbeat();
    }
  }

  #fail(error: unknown): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#settle?.reject(this.#parts.translate(error));
    void this.#parts.library.disconnect().catch(() => undefined);
  }

  #named(partitions?: readonly TopicPartition[]): { topic: string; partitions?: number[] }[] {
    if (partitions === undefined) return this.#parts.options.topics.map((topic) => ({ topic }));
    return partitions.map(({ topic, partition }) => ({ topic, partitions: [partition] }));
  }
}

function recordOf({ offset, timestamp, key, value, headers }: KafkaMessage): ConsumedRecord {
  return {
    offset: Number(offset),
    timestamp: Number(timestamp),
    key,
    value,
    headers: Object.entries(headers ?? {}).flatMap(([name, values]) =>
      [values].flat().map((each) => ({
        key: name,
        value: each === undefined ? null : Buffer.from(each),
      })),
    ),
  };
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}
