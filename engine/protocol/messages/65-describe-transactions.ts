/** Shows the state of transactions by transactional id. */

import { api } from '../api.ts';
import { array, int16, int32, int64, string, struct, withDefault, type Value } from '../schema.ts';

export const describeTransactions = api({
  key: 65,
  name: 'DescribeTransactions',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    transactionalIds: array(string),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    transactionStates: array(
      struct({
        errorCode: int16,
        transactionalId: string,
        transactionState: string,
        transactionTimeoutMs: int32,
        transactionStartTimeMs: int64,
        producerId: int64,
        producerEpoch: int16,
        topics: array(
          struct({
            topic: string,
            partitions: array(int32),
          }),
        ),
      }),
    ),
  },
});

export type DescribeTransactionsRequest = Value<typeof describeTransactions.request>;
export type DescribeTransactionsResponse = Value<typeof describeTransactions.response>;
