/** Lists the transactions that a coordinator knows. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  nullableString,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const listTransactions = api({
  key: 66,
  name: 'ListTransactions',
  versions: [0, 2],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    stateFilters: array(string),
    producerIdFilters: array(int64),
    durationFilter: since(1, int64, -1),
    transactionalIdPattern: since(2, nullableString, null),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    unknownStateFilters: array(string),
    transactionStates: array(
      struct({
        transactionalId: string,
        producerId: int64,
        transactionState: string,
      }),
    ),
  },
});

export type ListTransactionsRequest = Value<typeof listTransactions.request>;
export type ListTransactionsResponse = Value<typeof listTransactions.response>;
