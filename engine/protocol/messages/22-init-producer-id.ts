/** Gives a producer its id and epoch, and fences its predecessor where there is a transactional id. */

import { api } from '../api.ts';
import {
  bool,
  int16,
  int32,
  int64,
  nullableString,
  since,
  withDefault,
  type Value,
} from '../schema.ts';

export const initProducerId = api({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 6],
  advertised: [0, 5],
  flexibleFrom: 2,
  listeners: ['broker'],
  request: {
    transactionalId: nullableString,
    transactionTimeoutMs: int32,
    producerId: since(3, int64, -1),
    producerEpoch: since(3, int16, -1),
    enable2Pc: since(6, bool),
    keepPreparedTxn: since(6, bool),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    producerId: withDefault(int64, -1),
    producerEpoch: int16,
    ongoingTxnProducerId: since(6, int64, -1),
    ongoingTxnProducerEpoch: since(6, int16, -1),
  },
});

export type InitProducerIdRequest = Value<typeof initProducerId.request>;
export type InitProducerIdResponse = Value<typeof initProducerId.response>;
