/** Commits or aborts a transaction. */

import { api } from '../api.ts';
import { bool, int16, int32, int64, since, string, withDefault, type Value } from '../schema.ts';

export const endTxn = api({
  key: 26,
  name: 'EndTxn',
  versions: [0, 5],
  flexibleFrom: 3,
  listeners: ['broker'],
  request: {
    transactionalId: string,
    producerId: int64,
    producerEpoch: int16,
    committed: bool,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    producerId: since(5, int64, -1),
    producerEpoch: since(5, int16, -1),
  },
});

export type EndTxnRequest = Value<typeof endTxn.request>;
export type EndTxnResponse = Value<typeof endTxn.response>;
