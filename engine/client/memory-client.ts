/** A whole cluster in memory behind the door of this folder: for tests of what stands in front of the door, without sockets. */

import { assert } from '../base/assert.ts';
import type { Clock } from '../base/ports/clock.ts';
import type { Admin, NewTopic } from './admin.ts';
import type {
  ClusterClient,
  ConsumedRecord,
  Message,
  PartitionOffset,
  Producer,
  Sent,
} from './cluster-client.ts';
import { MemoryReading, type MemoryReadingOptions } from './memory-reading.ts';
import { partitionOfKey } from './partitioner.ts';

export interface MemoryTopic {
  readonly name: string;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
  readonly partitions: ConsumedRecord[][];
}

/** Topics, committed offsets and the clients that are open; `failSends` and `kill` break it on purpose. */
export class MemoryCluster {
  readonly topics = new Map<string, MemoryTopic>();
  /** By group, then by `topic-partition`. */
  readonly committed = new Map<string, Map<string, number>>();
  readonly readings = new Set<MemoryReading>();
  readonly clock: Clock;
  /** Thrown by every send while it is set. */
  sendError: Error | undefined;
  #turn = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  createTopic({ name, partitions = 1, replicationFactor = 1, configs = {} }: NewTopic): boolean {
    if (this.topics.has(name)) return false;
    const logs = Array.from({ length: partitions }, (): ConsumedRecord[] => []);
    this.topics.set(name, { name, replicationFactor, configs, partitions: logs });
    return true;
  }

  topic(name: string): MemoryTopic {
    const topic = this.topics.get(name);
    assert(topic !== undefined, `The topic ${name} exists.`);
    return topic;
  }

  append(topic: string, message: Message): Sent {
    if (this.sendError !== undefined) throw this.sendError;
    const { partitions } = this.topic(topic);
    const key = bytesOf(message.key ?? null);
    const byKey =
      key === null ? this.#turn++ % partitions.length : partitionOfKey(key, partitions.length);
    const partition = message.partition ?? byKey;
    const log = partitions[partition];
    assert(log !== undefined, `${topic} has a partition ${partition}.`);
    const offset = log.length;
    log.push({
      offset,
      timestamp: message.timestamp ?? this.clock.now(),
      key,
      value: bytesOf(message.value),
      headers: message.headers ?? [],
    });
    return { topic, partition, offset };
  }

  commit(groupId: string, positions: readonly PartitionOffset[]): void {
    const offsets = this.committed.get(groupId) ?? new Map<string, number>();
    for (const { topic, partition, offset } of positions)
      offsets.set(`${topic}-${partition}`, offset);
    this.committed.set(groupId, offsets);
  }

  /** Tells all readings that there may be something to read. */
  wake(): void {
    for (const reading of this.readings) reading.wake();
  }

  /** Ends all readings at once, as a killed thread does: nothing more is handled or committed. */
  kill(): void {
    for (const reading of this.readings) reading.kill();
    this.readings.clear();
  }

  /** The values of a topic as text, partition by partition. */
  values(topic: string): string[][] {
    return this.topic(topic).partitions.map((log) => log.map(({ value }) => String(value)));
  }

  client(): ClusterClient {
    return {
      admin: memoryAdmin(this),
      producer: () => Promise.resolve(memoryProducer(this)),
      reader: (options) => this.#read({ ...options, groupId: null }),
      consumer: (options) => this.#read({ from: 'latest', ...options }),
      close: () => Promise.resolve(),
    };
  }

  #read(options: MemoryReadingOptions): Promise<MemoryReading> {
    const reading = new MemoryReading(this, options);
    this.readings.add(reading);
    reading.wake();
    return Promise.resolve(reading);
  }
}

function bytesOf(value: Buffer | string | null): Buffer | null {
  return typeof value === 'string' ? Buffer.from(value) : value;
}

function memoryProducer(cluster: MemoryCluster): Producer {
  return {
    send: (topic, messages) =>
      new Promise((resolve, reject) => {
        cluster.clock.defer(() => {
          try {
            const sent = messages.map((message) => cluster.append(topic, message));
            resolve(sent);
            cluster.wake();
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      }),
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function memoryAdmin(cluster: MemoryCluster): Admin {
  const refuse = () => Promise.reject(new Error('The cluster in memory cannot do this.'));
  return {
    describeCluster: () => Promise.resolve({ clusterId: 'memory', controllerId: 1, brokers: [] }),
    describeTopics: (names) => {
      const wanted = [...cluster.topics.values()].filter(
        ({ name }) => names?.includes(name) ?? true,
      );
      return Promise.resolve(
        wanted.map(({ name, partitions, replicationFactor }) => ({
          name,
          isInternal: false,
          partitions: partitions.map((_, partition) => ({
            partition,
            leader: 1,
            replicas: Array.from({ length: replicationFactor }, (__, index) => index + 1),
            isr: [1],
          })),
        })),
      );
    },
    createTopics: (topics) =>
      Promise.resolve(topics.filter((topic) => cluster.createTopic(topic)).map(({ name }) => name)),
    deleteTopics: (names) => Promise.resolve(names.filter((name) => cluster.topics.delete(name))),
    addPartitions: refuse,
    topicConfigs: (topic) => Promise.resolve({ ...cluster.topic(topic).configs }),
    alterTopicConfigs: refuse,
    topicOffsets: (topic) =>
      Promise.resolve(
        cluster
          .topic(topic)
          .partitions.map((log, partition) => ({ partition, earliest: 0, latest: log.length })),
      ),
    topicOffsetsAt: refuse,
    listGroups: () => Promise.resolve([...cluster.committed.keys()]),
    describeGroup: refuse,
    groupOffsets: refuse,
    setGroupOffsets: refuse,
    resetGroupOffsets: refuse,
    deleteGroups: refuse,
  };
}
