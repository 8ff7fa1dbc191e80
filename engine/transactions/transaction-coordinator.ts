/** The transaction coordinator of one broker: every transaction API, over the partitions of `__transaction_state` that it leads. */

import { type Clock, every, type Timer } from '../base/ports/clock.ts';
import type { CoordinatorLog } from '../coordinator/coordinator-log.ts';
import { coordinatorPartition } from '../coordinator/coordinator-partition.ts';
import { NOT_COORDINATOR } from '../coordinator/refusal.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type {
  InitProducerIdRequest,
  InitProducerIdResponse,
} from '../protocol/messages/22-init-producer-id.ts';
import type {
  AddPartitionsToTxnRequest,
  AddPartitionsToTxnResponse,
} from '../protocol/messages/24-add-partitions-to-txn.ts';
import type {
  AddOffsetsToTxnRequest,
  AddOffsetsToTxnResponse,
} from '../protocol/messages/25-add-offsets-to-txn.ts';
import type { EndTxnRequest, EndTxnResponse } from '../protocol/messages/26-end-txn.ts';
import type {
  DescribeTransactionsRequest,
  DescribeTransactionsResponse,
} from '../protocol/messages/65-describe-transactions.ts';
import type {
  ListTransactionsRequest,
  ListTransactionsResponse,
} from '../protocol/messages/66-list-transactions.ts';
import { noProducer, type ProducerReply, type TransactionReplies } from './decide/command.ts';
import type { MarkerPort } from './marker-writer.ts';
import type { ClientVersion, TopicPartitions } from './records/transaction-record.ts';
import { refusalCode } from './refusal-code.ts';
import {
  addPartitionsResponse,
  type AskedTransaction,
  askedTransactions,
  type TransactionResult,
} from './requests/add-partitions-request.ts';
import { describedTransaction } from './requests/describe-request.ts';
import { listFilters, listResponse } from './requests/list-request.ts';
import type { TransactionConfig } from './transaction-config.ts';
import { type TransactionAsk, TransactionPartition } from './transaction-partition.ts';

export interface TransactionCoordinatorOptions {
  readonly clock: Clock;
  readonly config: TransactionConfig;
  readonly markers: MarkerPort;
  /** An id that no producer has; undefined while none is to be had. */
  readonly freshProducerId: () => Promise<number | undefined>;
  /** Undefined for a topic that is not there. */
  readonly partitionCount: (topic: string) => number | undefined;
  /** A partition could not be read; its ids have no coordinator until another broker leads it. */
  readonly onFailed?: (partition: number, error: unknown) => void;
}

export const TRANSACTION_TOPIC = '__transaction_state';

/** The first versions whose clients know PRODUCER_FENCED. */
const INIT_FENCED_VERSION = 4;
const FENCED_VERSION = 2;
/** The first version of EndTxn that raises the epoch (KIP-890). */
const END_BUMP_VERSION = 5;
/** A transaction that is being ended mostly is within milliseconds; so long a request for the next one is held. */
const SETTLE_MS = 100;

export class TransactionCoordinator {
  private readonly options: TransactionCoordinatorOptions;
  private readonly partitions = new Map<number, TransactionPartition>();
  private readonly expiry: Timer;

  constructor(options: TransactionCoordinatorOptions) {
    this.options = options;
    this.expiry = every(options.clock, options.config.idExpirationCheckMs, () => {
      for (const partition of this.partitions.values()) partition.forgetIdle();
    });
  }

  /** The topic may have been made under another configuration than today's. */
  partitionFor(transactionalId: string): number {
    const { config, partitionCount } = this.options;
    const count = partitionCount(TRANSACTION_TOPIC) ?? config.topicPartitions;
    return coordinatorPartition(transactionalId, count);
  }

  becomeLeader(partition: number, log: CoordinatorLog, leaderEpoch: number): void {
    this.partitions.get(partition)?.close();
    const { clock, config, markers, onFailed } = this.options;
    const lent = new TransactionPartition({
      clock,
      config,
      markers,
      log,
      leaderEpoch,
      onFailed: (error) => onFailed?.(partition, error),
    });
    this.partitions.set(partition, lent);
  }

  resign(partition: number): void {
    const held = this.partitions.get(partition);
    this.partitions.delete(partition);
    held?.close();
  }

  close(): void {
    this.expiry.cancel();
    for (const partition of this.partitions.keys()) this.resign(partition);
  }

  /** For a transactional id; idempotent producers without one need no coordinator. */
  async initProducerId(
    body: InitProducerIdRequest,
    version: number,
  ): Promise<InitProducerIdResponse> {
    const { errorCode, producerId, producerEpoch } = await this.init(body);
    return {
      throttleTimeMs: 0,
      errorCode:
        errorCode === ErrorCode.PRODUCER_FENCED && version < INIT_FENCED_VERSION
          ? ErrorCode.INVALID_PRODUCER_EPOCH
          : errorCode,
      producerId,
      producerEpoch,
      ongoingTxnProducerId: -1,
      ongoingTxnProducerEpoch: -1,
    };
  }

  private async init(body: InitProducerIdRequest): Promise<ProducerReply> {
    const { transactionalId, transactionTimeoutMs: timeoutMs, producerId, producerEpoch } = body;
    if (transactionalId === null || transactionalId === '')
      return noProducer(ErrorCode.INVALID_REQUEST);
    if (timeoutMs <= 0 || timeoutMs > this.options.config.timeoutMsMax)
      return noProducer(ErrorCode.INVALID_TRANSACTION_TIMEOUT);
    if ((producerId === -1) !== (producerEpoch === -1))
      return noProducer(ErrorCode.INVALID_REQUEST);
    await this.settled(transactionalId);
    return this.withFreshProducerId((freshProducerId) =>
      this.ask(transactionalId, {
        command: (request) => ({
          kind: 'init',
          request,
          transactionalId,
          timeoutMs,
          producerId,
          producerEpoch,
          freshProducerId,
        }),
        refuse: (refusal) => noProducer(refusalCode(refusal)),
      }),
    );
  }

  /** Clients add partitions of one transaction, brokers up to version 5 those of many, or ask what is in them. */
  async addPartitionsToTxn(
    body: AddPartitionsToTxnRequest,
    version: number,
  ): Promise<AddPartitionsToTxnResponse> {
    const asked = askedTransactions(body, version);
    const results = await Promise.all(asked.map((transaction) => this.addOrVerify(transaction)));
    return addPartitionsResponse(results, version);
  }

  private async addOrVerify(asked: AskedTransaction): Promise<TransactionResult> {
    const { transactionalId, partitions } = asked;
    const failed = (errorCode: ErrorCode): TransactionResult => ({
      asked,
      errorOf: () => errorCode,
    });
    if (transactionalId === '') return failed(ErrorCode.INVALID_REQUEST);
    const unknown = partitions.flatMap((topic) => this.missing(topic));
    if (unknown.length > 0 && !asked.verifyOnly) {
      return {
        asked,
        errorOf: (topic, partition) =>
          unknown.some((other) => other.topic === topic && other.partition === partition)
            ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
            : ErrorCode.OPERATION_NOT_ATTEMPTED,
      };
    }
    await this.settled(transactionalId);
    return asked.verifyOnly ? this.verify(asked) : failed(await this.add(asked));
  }

  private missing({ topic, partitions }: TopicPartitions) {
    const count = this.options.partitionCount(topic) ?? 0;
    return partitions
      .filter((partition) => partition < 0 || partition >= count)
      .map((partition) => ({ topic, partition }));
  }

  private add(asked: Omit<AskedTransaction, 'verifyOnly'>): Promise<ErrorCode> {
    return this.ask(asked.transactionalId, {
      command: (request) => ({ kind: 'add', request, ...asked }),
      refuse: refusalCode,
    });
  }

  private async verify(asked: AskedTransaction): Promise<TransactionResult> {
    const { transactionalId, producerId, producerEpoch, partitions } = asked;
    const results = await this.ask(transactionalId, {
      command: (request) => ({
        kind: 'verify',
        request,
        transactionalId,
        producerId,
        producerEpoch,
        partitions,
      }),
      refuse: (refusal) =>
        partitions.map((each) => ({
          topic: each.topic,
          partitions: each.partitions.map((partition) => {
            return { partition, errorCode: refusalCode(refusal) };
          }),
        })),
    });
    const errorOf = (topic: string, partition: number): ErrorCode =>
      results
        .find((result) => result.topic === topic)
        ?.partitions.find((result) => result.partition === partition)?.errorCode ?? ErrorCode.NONE;
    return { asked, errorOf };
  }

  /** `offsetsPartition` is where the group's offsets are kept, which gets a marker too. */
  async addOffsetsToTxn(
    { transactionalId, producerId, producerEpoch, groupId }: AddOffsetsToTxnRequest,
    { version, offsetsPartition }: { version: number; offsetsPartition: TopicPartitions },
  ): Promise<AddOffsetsToTxnResponse> {
    if (transactionalId === '') return { throttleTimeMs: 0, errorCode: ErrorCode.INVALID_REQUEST };
    if (groupId === '') return { throttleTimeMs: 0, errorCode: ErrorCode.INVALID_GROUP_ID };
    if (this.missing(offsetsPartition).length > 0)
      return { throttleTimeMs: 0, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE };
    await this.settled(transactionalId);
    const errorCode = await this.add({
      transactionalId,
      producerId,
      producerEpoch,
      partitions: [offsetsPartition],
      clientVersion: 0,
    });
    return { throttleTimeMs: 0, errorCode: asKnown(errorCode, version) };
  }

  async endTxn(body: EndTxnRequest, version: number): Promise<EndTxnResponse> {
    const reply = await this.end(body, version >= END_BUMP_VERSION ? 2 : 0);
    const { producerId, producerEpoch } = reply;
    const errorCode = asKnown(reply.errorCode, version);
    return { throttleTimeMs: 0, errorCode, producerId, producerEpoch };
  }

  private async end(body: EndTxnRequest, clientVersion: ClientVersion): Promise<ProducerReply> {
    const { transactionalId, producerId, producerEpoch, committed: isCommit } = body;
    if (transactionalId === '') return noProducer(ErrorCode.INVALID_REQUEST);
    return this.withFreshProducerId((freshProducerId) =>
      this.ask(transactionalId, {
        command: (request) => ({
          kind: 'end',
          request,
          transactionalId,
          producerId,
          producerEpoch,
          isCommit,
          clientVersion,
          freshProducerId,
        }),
        refuse: (refusal) => noProducer(refusalCode(refusal)),
      }),
    );
  }

  async describeTransactions({
    transactionalIds,
  }: DescribeTransactionsRequest): Promise<DescribeTransactionsResponse> {
    const described = transactionalIds.map(async (transactionalId) => {
      const found = await this.ask(transactionalId, {
        command: (request) => ({ kind: 'describe', request, transactionalId }),
        refuse: refusalCode,
      });
      return describedTransaction(transactionalId, found);
    });
    return { throttleTimeMs: 0, transactionStates: await Promise.all(described) };
  }

  /** The transactional ids of this broker's partitions alone; clients ask every broker. */
  async listTransactions(body: ListTransactionsRequest): Promise<ListTransactionsResponse> {
    const filters = listFilters(body);
    if (filters.errorCode !== ErrorCode.NONE || filters.wantsNothing)
      return listResponse(filters, []);
    const lists = [...this.partitions.values()].map((partition) =>
      partition.ask({
        command: (request) => ({ kind: 'list', request, ...filters.command }),
        refuse: refusalCode,
      }),
    );
    return listResponse(filters, await Promise.all(lists));
  }

  /** Most commands need none, so one is taken only when the machine asks for it. */
  private async withFreshProducerId(
    ask: (freshProducerId: number | undefined) => Promise<ProducerReply>,
  ): Promise<ProducerReply> {
    const reply = await ask(undefined);
    if (!reply.needsProducerId) return reply;
    const freshProducerId = await this.options.freshProducerId();
    return freshProducerId === undefined
      ? noProducer(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)
      : ask(freshProducerId);
  }

  private settled(transactionalId: string): Promise<void> | undefined {
    const partition = this.partitions.get(this.partitionFor(transactionalId));
    return partition?.whenSettled(transactionalId, SETTLE_MS);
  }

  private ask<Kind extends keyof TransactionReplies>(
    transactionalId: string,
    ask: TransactionAsk<Kind>,
  ): Promise<TransactionReplies[Kind]> {
    const partition = this.partitions.get(this.partitionFor(transactionalId));
    return partition === undefined
      ? Promise.resolve(ask.refuse(NOT_COORDINATOR))
      : partition.ask(ask);
  }
}

function asKnown(errorCode: ErrorCode, version: number): ErrorCode {
  const isNew = errorCode === ErrorCode.PRODUCER_FENCED && version < FENCED_VERSION;
  return isNew ? ErrorCode.INVALID_PRODUCER_EPOCH : errorCode;
}
