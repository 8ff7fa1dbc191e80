/** Collects records into batches and delivers each partition's batches in order. */

import type { Timer } from '../../../base/ports/clock.ts';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import { produce } from '../../../protocol/messages/index.ts';
import type { ProduceResponse } from '../../../protocol/messages/00-produce.ts';
import { BatchBuilder, type RecordInput } from '../../../records/batch-builder.ts';
import type { Message, Producer, ProducerOptions, Sent } from '../../cluster-client.ts';
import {
  clientClosed,
  deliveryTimedOut,
  isPassing,
  KafkaError,
  messageTooLarge,
  unknownPartition,
} from '../../errors.ts';
import { partitionOfKey, StickyPartitions } from '../../partitioner.ts';
import type { Cluster, MetadataTopic } from '../cluster.ts';
import { groupByTopic } from '../offsets.ts';
import { pauseBefore } from '../retry.ts';
import { type Identity, newIdentity } from './identity.ts';
import { MemoryLimit } from './memory-limit.ts';
import { PartitionQueue } from './partition-queue.ts';
import { PendingBatch } from './pending-batch.ts';

const ACKS = { none: 0, leader: 1, all: -1 } as const;
const BATCH_SIZE_MAX = 256 * 1024;
const BUFFER_SIZE_MAX = 32 * 1024 * 1024;
const DELIVERY_TIMEOUT_MS = 120_000;
const PRODUCE_TIMEOUT_MS = 30_000;
/** The last version that names topics instead of numbering them. */
const VERSION_MAX = 12;

/** The broker has lost or outlived what it knew of the producer: the batch goes out under a new id. */
const IDENTITY_LOST = new Set<number>([
  ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
  ErrorCode.UNKNOWN_PRODUCER_ID,
  ErrorCode.INVALID_PRODUCER_EPOCH,
  ErrorCode.INVALID_PRODUCER_ID_MAPPING,
]);

type PartitionAnswer = ProduceResponse['responses'][number]['partitionResponses'][number];

/** Where a message has gone. */
interface Placed {
  partition: number;
  batch: PendingBatch;
  index: number;
}

export class WireProducer implements Producer {
  readonly #cluster: Cluster;
  readonly #options: ProducerOptions;
  readonly #acks: number;
  readonly #queues = new Map<string, PartitionQueue>();
  readonly #topics = new Map<string, MetadataTopic>();
  /** Messages that are being put into batches, by topic: the last of them, which waits for the others. */
  readonly #placing = new Map<string, Promise<void>>();
  readonly #sticky: StickyPartitions;
  readonly #memory: MemoryLimit;
  #identity: Promise<Identity> | undefined;
  #drainTimer: Timer | undefined;
  #isDrainDeferred = false;
  #isClosed = false;

  constructor(cluster: Cluster, options: ProducerOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#acks = ACKS[options.acks ?? 'all'];
    this.#sticky = new StickyPartitions(cluster.ports.random);
    this.#memory = new MemoryLimit(options.bufferSizeMax ?? BUFFER_SIZE_MAX);
  }

  async send(topic: string, messages: readonly Message[]): Promise<Sent[]> {
    // Whoever came first is placed first, also when he has to wait for the topic or for memory.
    const before = this.#placing.get(topic);
    const placing =
      before === undefined
        ? this.#place(topic, messages)
        : before.then(() => this.#place(topic, messages));
    const settled = placing.then(
      () => undefined,
      () => undefined,
    );
    this.#placing.set(topic, settled);
    const placed = await placing.finally(() => {
      if (this.#placing.get(topic) === settled) this.#placing.delete(topic);
    });
    const sent: Sent[] = [];
    for (const { partition, batch, index } of placed) {
      const baseOffset = await batch.delivered;
      sent.push({ topic, partition, offset: baseOffset < 0 ? -1 : baseOffset + index });
    }
    return sent;
  }

  async flush(): Promise<void> {
    await Promise.all(this.#placing.values());
    this.#drain();
    const pending = [...this.#queues.values()].flatMap(({ batches }) => batches);
    await Promise.allSettled(pending.map(({ delivered }) => delivered));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    const flushed = this.flush();
    this.#isClosed = true;
    await flushed;
    this.#drainTimer?.cancel();
    this.#cluster.close();
  }

  async #place(topic: string, messages: readonly Message[]): Promise<Placed[]> {
    if (this.#isClosed) throw clientClosed();
    const metadata =
      this.#cluster.topic(topic) ?? this.#topics.get(topic) ?? (await this.#topic(topic));
    const placed: Placed[] = [];
    for (const message of messages) {
      const record = recordOf(message, this.#cluster.ports.clock.now());
      const partition = this.#partitionFor(metadata, message, record);
      const room = this.#reserve(topic, BatchBuilder.sizeOf(record));
      if (room !== undefined) await room;
      placed.push({ partition, ...this.#append(topic, partition, record) });
    }
    return placed;
  }

  /** Remembered for ever: while leaders move, records are still placed by the partitions that there are. */
  async #topic(topic: string): Promise<MetadataTopic> {
    const topics = await this.#cluster.topics([topic], { createMissing: true });
    const found = topics.get(topic)!;
    this.#topics.set(topic, found);
    return found;
  }

  /** Undefined when there is room at once. */
  #reserve(topic: string, size: number): Promise<void> | undefined {
    if (size > this.#memory.sizeMax) throw messageTooLarge(topic, size, this.#memory.sizeMax);
    const room = this.#memory.take(size);
    if (room !== undefined) this.#drain();
    return room;
  }

  #partitionFor(topic: MetadataTopic, message: Message, record: RecordInput): number {
    const { partitions } = topic;
    const name = topic.name ?? '';
    if (message.partition !== undefined) {
      const exists = partitions.some(({ partitionIndex }) => partitionIndex === message.partition);
      if (!exists) throw unknownPartition(name, message.partition);
      return message.partition;
    }
    if (record.key) return partitionOfKey(record.key, partitions.length);
    const led = partitions.filter(({ leaderId }) => leaderId >= 0);
    const candidates = led.length > 0 ? led : partitions;
    return this.#sticky.partitionFor(
      name,
      candidates.map((each) => each.partitionIndex),
    );
  }

  #append(topic: string, partition: number, record: RecordInput) {
    const name = `${topic}-${partition}`;
    let queue = this.#queues.get(name);
    if (queue === undefined) this.#queues.set(name, (queue = new PartitionQueue(topic, partition)));
    const { clock } = this.#cluster.ports;
    const lifeMs = this.#options.deliveryTimeoutMs ?? DELIVERY_TIMEOUT_MS;
    const { batch, index, isNew } = queue.append(record, {
      sizeMax: this.#options.batchSizeMax ?? BATCH_SIZE_MAX,
      begin: () =>
        new PendingBatch(this.#options.compression ?? 'none', clock.monotonic() + lifeMs),
    });
    if (isNew && queue.batches.length > 1) {
      this.#moveOn(topic);
      this.#drain();
    } else this.#drainSoon();
    return { batch, index };
  }

  #moveOn(topic: string): void {
    const partitions = this.#cluster.topic(topic)?.partitions ?? [];
    const led = partitions.filter(({ leaderId }) => leaderId >= 0);
    if (led.length > 0)
      this.#sticky.moveOn(
        topic,
        led.map((each) => each.partitionIndex),
      );
  }

  /** After the turn, or when the batches have lingered. */
  #drainSoon(): void {
    const { clock } = this.#cluster.ports;
    const lingerMs = this.#options.lingerMs ?? 0;
    if (lingerMs > 0) {
      this.#drainTimer ??= clock.schedule(lingerMs, () => this.#drain());
      return;
    }
    if (this.#isDrainDeferred) return;
    this.#isDrainDeferred = true;
    clock.defer(() => {
      this.#isDrainDeferred = false;
      this.#drain();
    });
  }

  /** Sends the first batch of every partition that is ready, one request per leader. */
  #drain(): void {
    this.#drainTimer?.cancel();
    this.#drainTimer = undefined;
    const byLeader = new Map<number, PartitionQueue[]>();
    for (const queue of this.#queues.values()) {
      if (!queue.isReady) continue;
      const leader = this.#cluster.leaderOf(queue.topic, queue.partition);
      if (leader === undefined) void this.#findLeader(queue);
      else byLeader.set(leader, [...(byLeader.get(leader) ?? []), queue]);
    }
    for (const [leader, queues] of byLeader) void this.#sendTo(leader, queues);
  }

  async #findLeader(queue: PartitionQueue): Promise<void> {
    queue.isSending = true;
    let problem: unknown = new KafkaError(ErrorCode.LEADER_NOT_AVAILABLE, queue.topic);
    try {
      await this.#cluster.refresh([queue.topic]);
      const { topic, partition } = queue;
      if (this.#cluster.leaderOf(topic, partition) !== undefined) problem = undefined;
    } catch (error) {
      problem = error;
    }
    queue.isSending = false;
    if (problem === undefined) this.#drain();
    else this.#onFailure(queue, problem);
  }

  async #sendTo(leader: number, queues: readonly PartitionQueue[]): Promise<void> {
    for (const queue of queues) {
      queue.isSending = true;
      this.#moveOn(queue.topic);
    }
    try {
      const identity = await this.#currentIdentity();
      const answer = await this.#request(leader, queues, identity);
      for (const queue of queues) queue.isSending = false;
      for (const queue of queues) this.#settle(queue, answerFor(queue, answer));
    } catch (error) {
      for (const queue of queues) queue.isSending = false;
      for (const queue of queues) this.#onFailure(queue, error);
    }
    this.#drain();
  }

  #currentIdentity(): Promise<Identity> | undefined {
    if (this.#options.isIdempotent === false || this.#acks !== ACKS.all) return undefined;
    this.#identity ??= newIdentity(this.#cluster);
    this.#identity.catch(() => (this.#identity = undefined));
    return this.#identity;
  }

  /** Undefined where the broker is not to answer. */
  async #request(
    leader: number,
    queues: readonly PartitionQueue[],
    identity: Identity | undefined,
  ): Promise<ProduceResponse | undefined> {
    const connection = await this.#cluster.node(leader);
    const body = {
      acks: this.#acks,
      timeoutMs: PRODUCE_TIMEOUT_MS,
      topicData: [...groupByTopic(queues)].map(([name, group]) => ({
        name,
        partitionData: group.map((queue) => ({
          index: queue.partition,
          records: queue.firstBytes(identity),
        })),
      })),
    };
    if (this.#acks !== ACKS.none)
      return connection.request(produce, body, { versionMax: VERSION_MAX });
    connection.tell(produce, body, VERSION_MAX);
    return undefined;
  }

  #settle(queue: PartitionQueue, answer: PartitionAnswer | undefined): void {
    const errorCode = answer?.errorCode ?? ErrorCode.NONE;
    switch (errorCode) {
      case ErrorCode.NONE:
      case ErrorCode.DUPLICATE_SEQUENCE_NUMBER:
        this.#remove(queue)?.succeed(answer?.baseOffset ?? -1);
        return;
      default:
        this.#onFailure(queue, new KafkaError(errorCode, queue.topic, answer?.errorMessage));
    }
  }

  #onFailure(queue: PartitionQueue, error: unknown): void {
    const batch = queue.batches[0];
    if (batch === undefined) return;
    const { clock } = this.#cluster.ports;
    const isLost = error instanceof KafkaError && IDENTITY_LOST.has(error.errorCode);
    if (isLost) this.#forgetIdentity(queue);
    if (!isLost && !isPassing(error)) {
      // Its sequences are lost; what follows begins anew.
      this.#forgetIdentity(queue);
      this.#remove(queue)?.fail(error);
      return;
    }
    const pauseMs = pauseBefore(batch.attempts++, this.#cluster.ports);
    if (clock.monotonic() + pauseMs > batch.deadline) {
      this.#forgetIdentity(queue);
      this.#remove(queue)?.fail(deliveryTimedOut(queue.topic, error));
      return;
    }
    this.#cluster.forgetTopic(queue.topic);
    queue.isResting = true;
    clock.schedule(pauseMs, () => {
      queue.isResting = false;
      this.#drain();
    });
  }

  #forgetIdentity(queue: PartitionQueue): void {
    queue.forgetIdentity();
    this.#identity = undefined;
  }

  #remove(queue: PartitionQueue): PendingBatch | undefined {
    const batch = queue.batches.shift();
    if (batch !== undefined) this.#memory.release(batch.reserved);
    return batch;
  }
}

function recordOf({ key, value, headers, timestamp }: Message, now: number): RecordInput {
  return {
    key: typeof key === 'string' ? Buffer.from(key) : (key ?? null),
    value: typeof value === 'string' ? Buffer.from(value) : value,
    timestamp: timestamp ?? now,
    ...(headers !== undefined && { headers }),
  };
}

function answerFor(
  queue: PartitionQueue,
  answer: ProduceResponse | undefined,
): PartitionAnswer | undefined {
  if (answer === undefined) return undefined;
  const topic = answer.responses.find(({ name }) => name === queue.topic);
  const found = topic?.partitionResponses.find(({ index }) => index === queue.partition);
  if (found === undefined) throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, queue.topic);
  return found;
}
