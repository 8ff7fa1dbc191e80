/** The door from our own tools to a cluster: what they may ask of it, whichever library answers. */

import type { Admin } from './admin.ts';

export interface RecordHeader {
  key: string;
  value: Buffer | null;
}

/** A record to be sent. Text stands for its UTF-8 bytes. */
export interface Message {
  key?: Buffer | string | null;
  value: Buffer | string | null;
  headers?: readonly RecordHeader[];
  /** Overrides the choice by key. */
  partition?: number;
  /** Milliseconds since the epoch; by default now. */
  timestamp?: number;
}

/** A record as it was read; key and value are views that stay valid. */
export interface ConsumedRecord {
  offset: number;
  timestamp: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: readonly RecordHeader[];
}

export interface TopicPartition {
  topic: string;
  partition: number;
}

export interface PartitionOffset extends TopicPartition {
  offset: number;
}

export type Acks = 'none' | 'leader' | 'all';
export type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

export interface ProducerOptions {
  /** How the brokers and the canvas know it; by default the client's own id. */
  clientId?: string;
  /** By default `all`. */
  acks?: Acks;
  /** No record twice and none out of order within a partition, in spite of retries. By default true; needs acks `all`. */
  isIdempotent?: boolean;
  compression?: Compression;
  /** How long a batch waits for company. By default 0: as long as the turn lasts. */
  lingerMs?: number;
  batchSizeMax?: number;
  /** Records not yet acknowledged take at most so much memory; `send` waits for room. By default 32 MiB. */
  bufferSizeMax?: number;
  /** A record is given up after this time. By default two minutes. */
  deliveryTimeoutMs?: number;
}

/** Where a message was written. With acks `none` the offset is -1. */
export type Sent = PartitionOffset;

export interface Producer {
  /** Resolves when all messages are acknowledged, in their order; rejects with the first error. */
  send(topic: string, messages: readonly Message[]): Promise<Sent[]>;
  /** Waits for what is under way. */
  flush(): Promise<void>;
  /** Flushes, then lets go of the connections. */
  close(): Promise<void>;
}

/** Where to begin when there is no position yet. */
export type StartFrom = 'earliest' | 'latest';

/** Some records of one partition, in order. */
export interface ConsumedBatch extends TopicPartition {
  records: readonly ConsumedRecord[];
  /** Where reading goes on after this batch. */
  nextOffset: number;
  highWatermark: number;
}

/** Handles one batch; the next of the same partition comes after it has settled. A rejection stops the reading. */
export type OnBatch = (batch: ConsumedBatch) => Promise<void> | void;

/** What a reader and a group member have in common. */
export interface Reading {
  /** Where each partition will be read next. */
  positions(): PartitionOffset[];
  /** Without an argument, all partitions. */
  pause(partitions?: readonly TopicPartition[]): void;
  resume(partitions?: readonly TopicPartition[]): void;
  seek(position: PartitionOffset): void;
  /** Settles when reading has ended: by `close`, or with the error that ended it. */
  readonly done: Promise<void>;
  /** Waits for the batch at work, then ends. Not to be awaited within `onBatch`, which it waits for. */
  close(): Promise<void>;
}

export interface ReadingOptions {
  /** The name by which the brokers and the canvas know it; by default the client's own id. */
  clientId?: string;
  topics: readonly string[];
  onBatch: OnBatch;
  /** At most so many records in one batch. */
  recordsMax?: number;
  /** What one fetch may bring per partition. */
  bytesMax?: number;
  /**
   * Asks for the next records while the last are being handled. By default true. Without it the broker
   * sees the true position of a slow reader, and nothing is held in memory.
   */
  prefetch?: boolean;
}

/** Reads all partitions by itself, without a group; it stands where it stands and nobody else moves it. */
export interface ReaderOptions extends ReadingOptions {
  from?: StartFrom;
  /** Where to begin in some partitions, before `from` is asked. */
  positions?: readonly PartitionOffset[];
}

export interface ConsumerOptions extends ReadingOptions {
  groupId: string;
  /** A static member (KIP-345) keeps its partitions over a restart. */
  groupInstanceId?: string;
  /** Where the group has no offset. By default `latest`. */
  from?: StartFrom;
  /** How the group should share partitions; it takes what most members prefer. By default `range`. */
  assignor?: 'range' | 'roundrobin';
  sessionTimeoutMs?: number;
  rebalanceTimeoutMs?: number;
  /** By default an offset is committed after each handled batch, at most this often, and at every end. */
  commitIntervalMs?: number;
  onAssigned?: (partitions: readonly TopicPartition[]) => Promise<void> | void;
  onRevoked?: (partitions: readonly TopicPartition[]) => Promise<void> | void;
}

/** A member of a consumer group. */
export interface Consumer extends Reading {
  assignment(): TopicPartition[];
  /** Commits the positions of all that has been handled; resolves when the coordinator has them. */
  commit(): Promise<void>;
}

export interface ClusterClient {
  readonly admin: Admin;
  producer(options?: ProducerOptions): Promise<Producer>;
  reader(options: ReaderOptions): Promise<Reading>;
  consumer(options: ConsumerOptions): Promise<Consumer>;
  /** Closes whatever is still open. */
  close(): Promise<void>;
}
