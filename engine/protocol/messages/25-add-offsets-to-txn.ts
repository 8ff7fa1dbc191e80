/** Adds the offsets of a group to a running transaction. */

import { api } from '../api.ts';
import { int16, int32, int64, string, withDefault, type Value } from '../schema.ts';

export const addOffsetsToTxn = api({
  key: 25,
  name: 'AddOffsetsToTxn',
  versions: [0, 4],
  flexibleFrom: 3,
  listeners: ['broker'],
  request: {
    transactionalId: string,
    producerId: int64,
    producerEpoch: int16,
    groupId: string,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
  },
});

export type AddOffsetsToTxnRequest = Value<typeof addOffsetsToTxn.request>;
export type AddOffsetsToTxnResponse = Value<typeof addOffsetsToTxn.response>;
