/** A transaction coordinator on a manual clock over a log in memory, with brokers that take markers as told, for tests. */

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { EngineError } from '../base/errors.ts';
import { MemoryLog } from '../coordinator/memory-log.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { Marker, MarkerPort } from './marker-writer.ts';
import { type TransactionConfig, transactionConfig } from './transaction-config.ts';
import { TransactionCoordinator } from './transaction-coordinator.ts';

export const ID = 'tx';
export const TIMEOUT_MS = 60_000;

/** Brokers that remember what they were told. Partition 0 of each topic is led by broker 1, the others by broker 2. */
export class FakeBrokers implements MarkerPort {
  readonly written: string[] = [];
  /** Answers to come for partitions, one by one; then there is no error. */
  readonly errors = new Map<string, ErrorCode[]>();
  readonly unreachable = new Set<number>();
  readonly leaderless = new Set<string>();
  readonly deleted = new Set<string>();
  /** While true, markers are not answered. */
  isSilent = false;

  leaderOf(topic: string, partition: number): number | 'deleted' | undefined {
    if (this.deleted.has(topic)) return 'deleted';
    if (this.leaderless.has(topic)) return undefined;
    return partition === 0 ? 1 : 2;
  }

  write(brokerId: number, marker: Marker) {
    if (this.isSilent) return new Promise<never>(() => {});
    if (this.unreachable.has(brokerId))
      return Promise.reject(new EngineError('CONNECT_FAILED', 'Nobody listens.'));
    return Promise.resolve(
      marker.partitions.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map((partition) => ({
          partition,
          errorCode: this.take(`${topic}-${partition}`, brokerId, marker),
        })),
      })),
    );
  }

  private take(place: string, brokerId: number, marker: Marker): ErrorCode {
    const errorCode = this.errors.get(place)?.shift() ?? ErrorCode.NONE;
    const { producerId, producerEpoch, committed, coordinatorEpoch } = marker;
    const outcome = committed ? 'commit' : 'abort';
    if (errorCode === ErrorCode.NONE)
      this.written.push(
        `${brokerId} ${place} ${outcome} ${producerId}/${producerEpoch} by ${coordinatorEpoch}`,
      );
    return errorCode;
  }
}

export interface FixtureOptions {
  readonly clock?: ManualClock;
  readonly log?: MemoryLog;
  readonly brokers?: FakeBrokers;
  readonly config?: Partial<TransactionConfig>;
  readonly leaderEpoch?: number;
}

export function transactionFixture(options: FixtureOptions = {}): TransactionFixture {
  return new TransactionFixture(options);
}

const PARTITION_COUNT = 3;

/** One partition, of which this coordinator is already the leader. */
export class TransactionFixture {
  readonly clock: ManualClock;
  readonly log: MemoryLog;
  readonly brokers: FakeBrokers;
  readonly coordinator: TransactionCoordinator;
  readonly leaderEpoch: number;
  readonly failures: unknown[] = [];
  /** The next producer id that is given out; undefined while there is none. */
  nextProducerId: number | undefined = 1000;
  private readonly config: Partial<TransactionConfig>;

  constructor({
    clock = new ManualClock(),
    log = new MemoryLog(),
    brokers = new FakeBrokers(),
    config = {},
    leaderEpoch = 5,
  }: FixtureOptions) {
    this.clock = clock;
    this.log = log;
    this.brokers = brokers;
    this.config = config;
    this.leaderEpoch = leaderEpoch;
    this.coordinator = new TransactionCoordinator({
      clock,
      config: transactionConfig({ topicPartitions: 1, ...config }),
      markers: brokers,
      freshProducerId: () =>
        Promise.resolve(this.nextProducerId === undefined ? undefined : this.nextProducerId++),
      partitionCount: (topic) =>
        topic === '__transaction_state' || topic === 'ghost' ? undefined : PARTITION_COUNT,
      onFailed: (_partition, error) => this.failures.push(error),
    });
    this.coordinator.becomeLeader(0, log, leaderEpoch);
    clock.advance(0);
  }

  /** Lets everything that is due run, and every reaction to it. */
  async settle(ms = 0): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      this.clock.advance(round === 0 ? ms : 0);
      for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
    }
  }

  /** Waits for a reply that needs no time but what it takes to settle. */
  async now<Reply>(reply: Promise<Reply>): Promise<Reply> {
    await this.settle();
    return reply;
  }

  async init(
    was: { producerId: number; producerEpoch: number } = { producerId: -1, producerEpoch: -1 },
    { timeoutMs = TIMEOUT_MS, version = 5 } = {},
  ) {
    const body = {
      transactionalId: ID,
      transactionTimeoutMs: timeoutMs,
      producerId: was.producerId,
      producerEpoch: was.producerEpoch,
      enable2Pc: false,
      keepPreparedTxn: false,
    };
    const asked = this.coordinator.initProducerId(body, version);
    const { errorCode, producerId, producerEpoch } = await this.now(asked);
    return { errorCode, producerId, producerEpoch };
  }

  /** A producer adds partitions; the errors in order. */
  async add(
    producer: { producerId: number; producerEpoch: number },
    [name, ...partitions]: readonly [string, ...number[]] = ['orders', 0],
    version = 3,
  ): Promise<number[]> {
    const topics = [{ name, partitions }];
    const body = {
      transactions: [{ transactionalId: ID, ...pick(producer), verifyOnly: false, topics }],
      v3AndBelowTransactionalId: ID,
      v3AndBelowProducerId: producer.producerId,
      v3AndBelowProducerEpoch: producer.producerEpoch,
      v3AndBelowTopics: topics,
    };
    const reply = await this.now(this.coordinator.addPartitionsToTxn(body, version));
    const results =
      version > 3 ? reply.resultsByTransaction[0]!.topicResults : reply.resultsByTopicV3AndBelow;
    return results.flatMap(({ resultsByPartition }) =>
      resultsByPartition.map(({ partitionErrorCode }) => partitionErrorCode),
    );
  }

  async verify(
    producer: { producerId: number; producerEpoch: number },
    partitions: number[],
  ): Promise<number[]> {
    const topics = [{ name: 'orders', partitions }];
    const body = {
      transactions: [{ transactionalId: ID, ...pick(producer), verifyOnly: true, topics }],
      v3AndBelowTransactionalId: '',
      v3AndBelowProducerId: -1,
      v3AndBelowProducerEpoch: -1,
      v3AndBelowTopics: [],
    };
    const reply = await this.now(this.coordinator.addPartitionsToTxn(body, 5));
    return reply.resultsByTransaction[0]!.topicResults[0]!.resultsByPartition.map(
      ({ partitionErrorCode }) => partitionErrorCode,
    );
  }

  async end(
    producer: { producerId: number; producerEpoch: number },
    committed: boolean,
    version = 4,
  ) {
    const body = { transactionalId: ID, ...pick(producer), committed };
    const { errorCode, producerId, producerEpoch } = await this.now(
      this.coordinator.endTxn(body, version),
    );
    return { errorCode, producerId, producerEpoch };
  }

  async describe() {
    const body = { transactionalIds: [ID] };
    return (await this.now(this.coordinator.describeTransactions(body))).transactionStates[0]!;
  }

  async state(): Promise<string> {
    return (await this.describe()).transactionState;
  }

  /** Another broker takes over, with the same log, time and brokers. */
  successor(): TransactionFixture {
    this.coordinator.close();
    const { clock, log, brokers, config, leaderEpoch, nextProducerId } = this;
    const next = new TransactionFixture({
      clock,
      log,
      brokers,
      config,
      leaderEpoch: leaderEpoch + 1,
    });
    next.nextProducerId = nextProducerId;
    return next;
  }
}

function pick({ producerId, producerEpoch }: { producerId: number; producerEpoch: number }) {
  return { producerId, producerEpoch };
}
