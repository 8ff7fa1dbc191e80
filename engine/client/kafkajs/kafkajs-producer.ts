/** A producer on kafkajs; partitions are chosen by us, so that every record's offset can be told. */

import type { Message as LibraryMessage, Producer as LibraryProducer } from 'kafkajs';
import type { Millis } from '../../base/ports/clock.ts';
import type { Message, Producer, ProducerOptions, Sent } from '../cluster-client.ts';
import { unknownPartition } from '../errors.ts';
import { partitionOfKey, type StickyPartitions } from '../partitioner.ts';
import { compressionTypes } from './library.ts';

const ACKS = { none: 0, leader: 1, all: -1 } as const;

export interface KafkajsProducerParts {
  library: LibraryProducer;
  options: ProducerOptions;
  sticky: StickyPartitions;
  now: () => Millis;
  /** The partitions of a topic, which is created where the cluster does that. */
  partitionsOf: (topic: string) => Promise<readonly number[]>;
  translate: (error: unknown) => Error;
}

export class KafkajsProducer implements Producer {
  readonly #parts: KafkajsProducerParts;
  readonly #partitions = new Map<string, Promise<readonly number[]>>();
  readonly #sending = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(parts: KafkajsProducerParts) {
    this.#parts = parts;
  }

  async send(topic: string, messages: readonly Message[]): Promise<Sent[]> {
    const sending = this.#send(topic, messages);
    this.#sending.add(sending);
    try {
      return await sending;
    } catch (error) {
      this.#partitions.delete(topic);
      throw this.#parts.translate(error);
    } finally {
      this.#sending.delete(sending);
    }
  }

  async flush(): Promise<void> {
    await Promise.allSettled(this.#sending);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.flush();
    await this.#parts.library.disconnect();
  }

  async #send(topic: string, messages: readonly Message[]): Promise<Sent[]> {
    const { library, options, sticky, now } = this.#parts;
    const partitions = await this.#partitionsOf(topic);
    const placed = messages.map((message) =>
      libraryMessage(message, { partition: this.#partitionFor(topic, message, partitions), now }),
    );
    sticky.moveOn(topic, partitions);
    const answers = await library.send({
      topic,
      messages: placed,
      acks: ACKS[options.acks ?? 'all'],
      compression: compressionTypes[options.compression ?? 'none'],
    });
    const next = new Map(
      answers.map(({ partition, baseOffset }) => [partition, Number(baseOffset ?? -1)]),
    );
    return placed.map(({ partition }) => {
      const offset = next.get(partition) ?? -1;
      if (offset >= 0) next.set(partition, offset + 1);
      return { topic, partition, offset };
    });
  }

  #partitionsOf(topic: string): Promise<readonly number[]> {
    let found = this.#partitions.get(topic);
    if (found === undefined) {
      found = this.#parts.partitionsOf(topic);
      this.#partitions.set(topic, found);
    }
    return found;
  }

  #partitionFor(topic: string, message: Message, partitions: readonly number[]): number {
    const { partition, key } = message;
    if (partition !== undefined) {
      if (!partitions.includes(partition)) throw unknownPartition(topic, partition);
      return partition;
    }
    if (key === undefined || key === null) {
      return this.#parts.sticky.partitionFor(topic, partitions);
    }
    return partitionOfKey(typeof key === 'string' ? Buffer.from(key) : key, partitions.length);
  }
}

function libraryMessage(
  { key, value, headers, timestamp }: Message,
  { partition, now }: { partition: number; now: () => Millis },
): LibraryMessage & { partition: number } {
  const pairs = headers?.map((header) => [header.key, header.value ?? Buffer.alloc(0)] as const);
  return {
    key: key ?? null,
    value,
    partition,
    timestamp: String(timestamp ?? now()),
    ...(pairs !== undefined && { headers: Object.fromEntries(pairs) }),
  };
}
