/** Answers a produce request within a transaction: only the coordinator knows whether a partition belongs to it (KIP-890). */

import {
  BATCH_HEADER_SIZE,
  BatchAttribute,
  BatchField,
  MAGIC_V2,
  readBatch,
} from '../../records/batch.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { ProduceRequest } from '../../protocol/messages/00-produce.ts';
import type { Broker } from '../broker.ts';
import type { RequestContext } from '../define-handler.ts';
import type { ClaimErrors } from '../transactions/broker-transactions.ts';
import { type Produced, serveProduce } from './serve-produce.ts';

/** The first version whose partitions are added by the broker. */
const ADDS_FROM = 12;
/** The first version whose clients know TRANSACTION_ABORTABLE. */
const ABORTABLE_FROM = 11;
const TOPIC_IDS_FROM = 13;

export interface TransactionalBatch {
  readonly topic: string;
  readonly partition: number;
  readonly producerId: number;
  readonly producerEpoch: number;
}

interface Order {
  readonly broker: Broker;
  readonly request: ProduceRequest;
  readonly context: RequestContext;
}

/** Once the partitions are known to belong to the transaction, its batches are appended like any other. */
export function serveTransactional(
  order: Order,
  batches: readonly TransactionalBatch[],
): Produced | Promise<Awaited<Produced>> {
  const { transactions } = order.broker;
  if (order.request.transactionalId === null) {
    const errorCode = ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    return serveProduce({ ...order, errorOf: () => errorCode });
  }
  const { producerId } = batches[0]!;
  if (batches.some((batch) => batch.producerId !== producerId)) {
    return serveProduce({ ...order, errorOf: () => ErrorCode.INVALID_PRODUCER_ID_MAPPING });
  }
  const isWaiting = transactions.pendingWrites.isWaiting(producerId);
  if (!isWaiting && unverified(order, batches).length === 0)
    return serveProduce({ ...order, errorOf: () => ErrorCode.NONE });
  const kept = { ...order, request: withOwnRecords(order.request) };
  return transactions.pendingWrites
    .inTurn(producerId, () => appendVerified(kept, batches))
    .then(({ produced }) => produced);
}

/** The answer is wrapped, because the next request of the producer need not wait for its replication. */
async function appendVerified(
  order: Order,
  batches: readonly TransactionalBatch[],
): Promise<{ produced: Produced }> {
  const { broker, context } = order;
  const asked = unverified(order, batches);
  if (asked.length === 0)
    return { produced: serveProduce({ ...order, errorOf: () => ErrorCode.NONE }) };
  return broker.transactions.pendingWrites.watching(asked, async (isStillOpen) => {
    const errors = await claimErrors(order, asked);
    const errorOf: ClaimErrors = (topic, partition) =>
      isStillOpen(topic, partition)
        ? asKnown(errors(topic, partition), context.version)
        : ErrorCode.INVALID_TXN_STATE;
    return { produced: serveProduce({ ...order, errorOf }) };
  });
}

function claimErrors(
  { broker, request, context }: Order,
  asked: readonly TransactionalBatch[],
): Promise<ClaimErrors> {
  const { producerId, producerEpoch } = asked[0]!;
  return broker.transactions.claim({
    transactionalId: request.transactionalId!,
    producerId,
    producerEpoch,
    partitions: asked.map(({ topic, partition }) => ({ topic, partitions: [partition] })),
    isAdding: context.version >= ADDS_FROM,
  });
}

/** The batches that would begin a transaction in their partition, as far as that is led here. */
function unverified(
  { broker, context }: Order,
  batches: readonly TransactionalBatch[],
): readonly TransactionalBatch[] {
  if (!broker.config.verifiesTransactions && context.version < ADDS_FROM) return [];
  return batches.filter(({ topic, partition: index, producerId, producerEpoch }) => {
    const partition = broker.partitions.get(topic, index);
    if (partition?.role !== 'leader') return false;
    const known = partition.log.producer(producerId);
    return known?.producerEpoch !== producerEpoch || known.currentTxnFirstOffset === -1;
  });
}

/** What a client of this version makes the right thing of: old ones try again only for what leaders have always said. */
function asKnown(errorCode: ErrorCode, version: number): ErrorCode {
  switch (errorCode) {
    case ErrorCode.PRODUCER_FENCED:
      return ErrorCode.INVALID_PRODUCER_EPOCH;
    case ErrorCode.TRANSACTION_ABORTABLE:
      return version < ABORTABLE_FROM ? ErrorCode.INVALID_TXN_STATE : errorCode;
    case ErrorCode.CONCURRENT_TRANSACTIONS:
      return version < ADDS_FROM ? ErrorCode.NOT_ENOUGH_REPLICAS : errorCode;
    case ErrorCode.NETWORK_EXCEPTION:
    case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
    case ErrorCode.COORDINATOR_NOT_AVAILABLE:
    case ErrorCode.NOT_COORDINATOR:
      return ErrorCode.NOT_ENOUGH_REPLICAS;
    default:
      return errorCode;
  }
}

/** Those of the request's batches that say that they are within a transaction; what is no batch is for the log to refuse. */
export function transactionalBatches({
  broker,
  request,
  context,
}: Order): readonly TransactionalBatch[] {
  const found: TransactionalBatch[] = [];
  for (const topic of request.topicData) {
    for (const { index, records } of topic.partitionData) {
      if (records === null || records.length < BATCH_HEADER_SIZE) continue;
      if (records.readInt8(BatchField.magic) !== MAGIC_V2) continue;
      if ((records.readInt16BE(BatchField.attributes) & BatchAttribute.transactional) === 0)
        continue;
      const { producerId, producerEpoch } = readBatch(records);
      const name = nameOf(broker, topic, context.version);
      found.push({ topic: name, partition: index, producerId, producerEpoch });
    }
  }
  return found;
}

function nameOf(
  { image }: Broker,
  { name, topicId }: { name: string; topicId: string },
  version: number,
): string {
  return version >= TOPIC_IDS_FROM ? (image.topicsById.get(topicId)?.name ?? '') : name;
}

/** The frame that the records stand in may be gone when the coordinator has answered. */
function withOwnRecords(request: ProduceRequest): ProduceRequest {
  return {
    ...request,
    topicData: request.topicData.map((topic) => ({
      ...topic,
      partitionData: topic.partitionData.map(({ index, records }) => {
        return { index, records: records && Buffer.from(records) };
      }),
    })),
  };
}
