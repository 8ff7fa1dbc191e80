/** AddPartitionsToTxn: of one transaction up to version 3, for clients; of many from version 4, for brokers. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  AddPartitionsToTxnRequest,
  AddPartitionsToTxnResponse,
} from '../../protocol/messages/24-add-partitions-to-txn.ts';
import type { ClientVersion, TopicPartitions } from '../records/transaction-record.ts';

const BATCH_VERSION = 4;
const FENCED_VERSION = 2;

export interface AskedTransaction {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly verifyOnly: boolean;
  readonly partitions: readonly TopicPartitions[];
  readonly clientVersion: ClientVersion;
}

export interface TransactionResult {
  readonly asked: AskedTransaction;
  readonly errorOf: (topic: string, partition: number) => ErrorCode;
}

/** Only for writers that follow transaction version 2 do brokers add partitions. */
export function askedTransactions(
  body: AddPartitionsToTxnRequest,
  version: number,
): AskedTransaction[] {
  if (version >= BATCH_VERSION) {
    return body.transactions.map(({ topics, ...transaction }) => ({
      ...transaction,
      partitions: topics.map(asTopicPartitions),
      clientVersion: 2,
    }));
  }
  return [
    {
      transactionalId: body.v3AndBelowTransactionalId,
      producerId: body.v3AndBelowProducerId,
      producerEpoch: body.v3AndBelowProducerEpoch,
      verifyOnly: false,
      partitions: body.v3AndBelowTopics.map(asTopicPartitions),
      clientVersion: 0,
    },
  ];
}

function asTopicPartitions({ name, partitions }: { name: string; partitions: number[] }) {
  return { topic: name, partitions };
}

export function addPartitionsResponse(
  results: readonly TransactionResult[],
  version: number,
): AddPartitionsToTxnResponse {
  const isBatch = version >= BATCH_VERSION;
  const byTransaction = results.map(({ asked, errorOf }) => ({
    transactionalId: asked.transactionalId,
    topicResults: asked.partitions.map(({ topic, partitions }) => ({
      name: topic,
      resultsByPartition: partitions.map((partition) => ({
        partitionIndex: partition,
        partitionErrorCode: asKnown(errorOf(topic, partition), version),
      })),
    })),
  }));
  return {
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    resultsByTransaction: isBatch ? byTransaction : [],
    resultsByTopicV3AndBelow: isBatch ? [] : (byTransaction[0]?.topicResults ?? []),
  };
}

function asKnown(errorCode: ErrorCode, version: number): ErrorCode {
  const isNew = errorCode === ErrorCode.PRODUCER_FENCED && version < FENCED_VERSION;
  return isNew ? ErrorCode.INVALID_PRODUCER_EPOCH : errorCode;
}
