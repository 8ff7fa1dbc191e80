/** Stores the offsets of a group within a transaction, if the coordinator says that its partition belongs to it. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitResponse,
} from '../../protocol/messages/28-txn-offset-commit.ts';
import type { Broker } from '../broker.ts';
import { OFFSETS_TOPIC } from '../coordinator-topic.ts';
import type { RequestContext } from '../define-handler.ts';

/** The first version whose partition is added by the broker. */
const ADDS_FROM = 5;
/** The first version whose clients know TRANSACTION_ABORTABLE. */
const ABORTABLE_FROM = 4;

export async function serveTxnOffsetCommit(
  broker: Broker,
  request: TxnOffsetCommitRequest,
  context: RequestContext,
): Promise<TxnOffsetCommitResponse> {
  const { producerId } = request;
  const place = { topic: OFFSETS_TOPIC, partition: broker.groups.partitionFor(request.groupId) };
  if (!broker.groups.isLeaderOf(place.partition)) return failed(request, ErrorCode.NOT_COORDINATOR);
  const { pendingWrites } = broker.transactions;
  return pendingWrites.watching([{ ...place, producerId }], async (isStillOpen) => {
    const errorCode = await claimError({ broker, request, context }, place);
    if (errorCode !== ErrorCode.NONE) return failed(request, asKnown(errorCode, context.version));
    if (!isStillOpen(place.topic, place.partition))
      return failed(request, ErrorCode.INVALID_TXN_STATE);
    return broker.groups.txnOffsetCommit(request, broker.groupContext(context));
  });
}

interface Order {
  readonly broker: Broker;
  readonly request: TxnOffsetCommitRequest;
  readonly context: RequestContext;
}

async function claimError(
  { broker, request, context }: Order,
  { topic, partition }: { topic: string; partition: number },
): Promise<ErrorCode> {
  const { transactionalId, producerId, producerEpoch } = request;
  const isAdding = context.version >= ADDS_FROM;
  if (!isAdding && !broker.config.verifiesTransactions) return ErrorCode.NONE;
  const errors = await broker.transactions.claim({
    transactionalId,
    producerId,
    producerEpoch,
    partitions: [{ topic, partitions: [partition] }],
    isAdding,
  });
  return errors(topic, partition);
}

/** Where the transaction coordinator cannot be asked, the client has found the right group coordinator all the same. */
function asKnown(errorCode: ErrorCode, version: number): ErrorCode {
  switch (errorCode) {
    case ErrorCode.PRODUCER_FENCED:
      return ErrorCode.INVALID_PRODUCER_EPOCH;
    case ErrorCode.TRANSACTION_ABORTABLE:
      return version < ABORTABLE_FROM ? ErrorCode.INVALID_TXN_STATE : errorCode;
    case ErrorCode.NETWORK_EXCEPTION:
    case ErrorCode.NOT_COORDINATOR:
    case ErrorCode.COORDINATOR_NOT_AVAILABLE:
    case ErrorCode.UNKNOWN_TOPIC_OR_PARTITION:
      return ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
    default:
      return errorCode;
  }
}

function failed({ topics }: TxnOffsetCommitRequest, errorCode: ErrorCode): TxnOffsetCommitResponse {
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
    })),
  };
}
