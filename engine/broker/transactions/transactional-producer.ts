/** For tests: a transactional producer that says exactly what it is told to, and a reader of what it has written. */

import { encodeBatch } from '../../records/batch-builder.ts';
import { batchesOf, isControl } from '../../records/batch.ts';
import { dataRecordsOf } from '../../records/records.ts';
import { produce } from '../../protocol/messages/00-produce.ts';
import { fetch } from '../../protocol/messages/01-fetch.ts';
import { findCoordinator } from '../../protocol/messages/10-find-coordinator.ts';
import { initProducerId } from '../../protocol/messages/22-init-producer-id.ts';
import { addPartitionsToTxn } from '../../protocol/messages/24-add-partitions-to-txn.ts';
import { addOffsetsToTxn } from '../../protocol/messages/25-add-offsets-to-txn.ts';
import { endTxn } from '../../protocol/messages/26-end-txn.ts';
import { txnOffsetCommit } from '../../protocol/messages/28-txn-offset-commit.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { NodeFixture } from '../node-fixture.ts';

const GROUP_KEY = 0;
const TRANSACTION_KEY = 1;
/** The last versions before KIP-890's second part, and the ones with it. */
const VERSIONS = {
  1: { produce: 11, end: 4, offsets: 4 },
  2: { produce: 12, end: 5, offsets: 5 },
} as const;

/** Waits for the broker that coordinates a group (0) or a transactional id (1). */
export async function coordinatorOf(
  nodes: NodeFixture,
  key: string,
  keyType = TRANSACTION_KEY,
): Promise<number> {
  for (;;) {
    const body = { key, keyType, coordinatorKeys: [] };
    const { errorCode, nodeId } = await nodes.ask(1, findCoordinator, { version: 3, body });
    if (errorCode === ErrorCode.NONE) return nodeId;
  }
}

export class TransactionalProducer {
  readonly nodes: NodeFixture;
  readonly transactionalId: string;
  readonly version: 1 | 2;
  timeoutMs = 60_000;
  producerId = -1;
  producerEpoch = -1;
  readonly #sequences = new Map<string, number>();

  constructor(nodes: NodeFixture, transactionalId: string, version: 1 | 2 = 1) {
    this.nodes = nodes;
    this.transactionalId = transactionalId;
    this.version = version;
  }

  get identity() {
    const { transactionalId, producerId, producerEpoch } = this;
    return { transactionalId, producerId, producerEpoch };
  }

  /** Takes the transactional id; asks again while a transaction before is being ended. */
  async init(): Promise<ErrorCode> {
    for (;;) {
      const body = {
        transactionalId: this.transactionalId,
        transactionTimeoutMs: this.timeoutMs,
        producerId: -1,
        producerEpoch: -1,
      };
      const at = await coordinatorOf(this.nodes, this.transactionalId);
      const reply = await this.nodes.ask(at, initProducerId, { version: 4, body });
      if (isRetriable(reply.errorCode)) continue;
      this.#become(reply);
      return reply.errorCode as ErrorCode;
    }
  }

  #become({ producerId, producerEpoch }: { producerId: number; producerEpoch: number }): void {
    if (producerEpoch !== this.producerEpoch) this.#sequences.clear();
    this.producerId = producerId;
    this.producerEpoch = producerEpoch;
  }

  async add(topic: string, ...partitions: number[]): Promise<ErrorCode[]> {
    const at = await coordinatorOf(this.nodes, this.transactionalId);
    const body = {
      transactions: [],
      v3AndBelowTransactionalId: this.transactionalId,
      v3AndBelowProducerId: this.producerId,
      v3AndBelowProducerEpoch: this.producerEpoch,
      v3AndBelowTopics: [{ name: topic, partitions }],
    };
    const reply = await this.nodes.ask(at, addPartitionsToTxn, { version: 3, body });
    const [results] = reply.resultsByTopicV3AndBelow;
    return results!.resultsByPartition.map((each) => each.partitionErrorCode as ErrorCode);
  }

  /** Appends to a partition, without asking whether it is in the transaction. */
  async write(topic: string, partition: number, ...values: string[]): Promise<ErrorCode> {
    const place = `${topic}-${partition}`;
    const baseSequence = this.#sequences.get(place) ?? 0;
    const timestamp = this.nodes.brokers[0]!.ports.clock.now();
    const records = encodeBatch(
      values.map((value) => ({ value: Buffer.from(value), timestamp })),
      { ...this.identity, baseSequence, isTransactional: true },
    );
    const body = {
      transactionalId: this.transactionalId,
      acks: -1,
      timeoutMs: 5000,
      topicData: [{ name: topic, partitionData: [{ index: partition, records }] }],
    };
    const at = this.nodes.leaderOf(topic, partition).config.nodeId;
    const { produce: version } = VERSIONS[this.version];
    const reply = await this.nodes.ask(at, produce, { version, body });
    const errorCode = reply.responses[0]!.partitionResponses[0]!.errorCode as ErrorCode;
    if (errorCode === ErrorCode.NONE) this.#sequences.set(place, baseSequence + values.length);
    return errorCode;
  }

  /** As a client does it: version 1 adds first. Tries again while the transaction before is being ended. */
  async send(topic: string, partition: number, ...values: string[]): Promise<ErrorCode> {
    for (;;) {
      const [added] = this.version === 1 ? await this.add(topic, partition) : [ErrorCode.NONE];
      const errorCode =
        added === ErrorCode.NONE ? await this.write(topic, partition, ...values) : added!;
      if (!isRetriable(errorCode)) return errorCode;
    }
  }

  async storeOffset(groupId: string, topic: string, committedOffset: number): Promise<ErrorCode> {
    const at = await coordinatorOf(this.nodes, this.transactionalId);
    if (this.version === 1) {
      const body = { ...this.identity, groupId };
      const { errorCode } = await this.nodes.ask(at, addOffsetsToTxn, { version: 3, body });
      if (errorCode !== ErrorCode.NONE) return errorCode as ErrorCode;
    }
    const partitions = [{ partitionIndex: 0, committedOffset, committedMetadata: '' }];
    const body = {
      ...this.identity,
      groupId,
      memberId: '',
      topics: [{ name: topic, partitions }],
    };
    for (;;) {
      const group = await coordinatorOf(this.nodes, groupId, GROUP_KEY);
      const { offsets: version } = VERSIONS[this.version];
      const reply = await this.nodes.ask(group, txnOffsetCommit, { version, body });
      const errorCode = reply.topics[0]!.partitions[0]!.errorCode as ErrorCode;
      if (!isRetriable(errorCode)) return errorCode;
    }
  }

  async end(committed: boolean): Promise<ErrorCode> {
    for (;;) {
      const at = await coordinatorOf(this.nodes, this.transactionalId);
      const { end: version } = VERSIONS[this.version];
      const body = { ...this.identity, committed };
      const reply = await this.nodes.ask(at, endTxn, { version, body });
      if (isRetriable(reply.errorCode)) continue;
      if (reply.errorCode === ErrorCode.NONE && this.version === 2) this.#become(reply);
      return reply.errorCode as ErrorCode;
    }
  }
}

const retriable: ReadonlySet<number> = new Set([
  ErrorCode.CONCURRENT_TRANSACTIONS,
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
  ErrorCode.NOT_ENOUGH_REPLICAS,
]);

function isRetriable(errorCode: number): boolean {
  return retriable.has(errorCode);
}

export interface Seen {
  /** `offset:value` of the data records. */
  readonly values: string[];
  /** Offsets of the markers. */
  readonly markers: number[];
  readonly lastStableOffset: number;
  readonly aborted: { producerId: number; firstOffset: number }[];
}

/** What a fetch from the start gives, as it comes. */
export async function fetched(
  nodes: NodeFixture,
  topic: string,
  { isCommitted }: { isCommitted: boolean },
): Promise<Seen> {
  const at = nodes.leaderOf(topic, 0).config.nodeId;
  const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1 << 20 }];
  const body = {
    maxWaitMs: 0,
    minBytes: 1,
    isolationLevel: isCommitted ? 1 : 0,
    sessionEpoch: -1,
    topics: [{ topic, partitions }],
  };
  const reply = await nodes.ask(at, fetch, { version: 11, body });
  const { records, lastStableOffset, abortedTransactions } = reply.responses[0]!.partitions[0]!;
  const bytes = records ?? Buffer.alloc(0);
  return {
    values: [...dataRecordsOf(bytes, 0)].map(({ offset, value }) => `${offset}:${String(value)}`),
    markers: [...batchesOf(bytes)].filter(isControl).map(({ baseOffset }) => baseOffset),
    lastStableOffset,
    aborted: abortedTransactions ?? [],
  };
}

/** What a consumer makes of a read-committed fetch: it drops a producer's batches from where the aborted ones begin to the marker. */
export async function committedValues(nodes: NodeFixture, topic: string): Promise<string[]> {
  const at = nodes.leaderOf(topic, 0);
  const { log } = at.partitions.get(topic, 0)!;
  const upTo = log.lastStableOffset;
  const bytes = log.read(0, { maxBytes: 1 << 20, upTo });
  const aborted = log.abortedTransactions(0, upTo);
  const isAborted = (producerId: number, offset: number): boolean =>
    aborted.some(
      (each) =>
        each.producerId === producerId && each.firstOffset <= offset && offset < each.lastOffset,
    );
  const kept = [...batchesOf(bytes)].filter(
    (batch) => !isControl(batch) && !isAborted(batch.producerId, batch.baseOffset),
  );
  return kept.flatMap(({ buffer, start, end }) =>
    [...dataRecordsOf(buffer.subarray(start, end), 0)].map(({ value }) => String(value)),
  );
}
