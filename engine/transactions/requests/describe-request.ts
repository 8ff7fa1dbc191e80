/** One transactional id as DescribeTransactions shows it. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { DescribeTransactionsResponse } from '../../protocol/messages/65-describe-transactions.ts';
import type { Transaction } from '../records/transaction-record.ts';

type Described = DescribeTransactionsResponse['transactionStates'][number];

export function describedTransaction(
  transactionalId: string,
  found: Transaction | ErrorCode,
): Described {
  if (typeof found === 'number') return unknown(transactionalId, found);
  return {
    errorCode: ErrorCode.NONE,
    transactionalId,
    transactionState: found.status,
    transactionTimeoutMs: found.timeoutMs,
    transactionStartTimeMs: found.startedMs,
    producerId: found.producerId,
    producerEpoch: found.producerEpoch,
    topics: found.partitions.map(({ topic, partitions }) => ({
      topic,
      partitions: [...partitions],
    })),
  };
}

function unknown(transactionalId: string, errorCode: ErrorCode): Described {
  return {
    errorCode,
    transactionalId,
    transactionState: '',
    transactionTimeoutMs: 0,
    transactionStartTimeMs: 0,
    producerId: 0,
    producerEpoch: 0,
    topics: [],
  };
}
