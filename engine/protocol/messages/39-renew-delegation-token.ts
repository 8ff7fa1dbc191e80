/** Extends the life of a delegation token. */

import { api } from '../api.ts';
import { bytes, int16, int32, int64, withDefault, type Value } from '../schema.ts';

export const renewDelegationToken = api({
  key: 39,
  name: 'RenewDelegationToken',
  versions: [1, 2],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    hmac: bytes,
    renewPeriodMs: int64,
  },
  response: {
    errorCode: int16,
    expiryTimestampMs: int64,
    throttleTimeMs: withDefault(int32, 0),
  },
});

export type RenewDelegationTokenRequest = Value<typeof renewDelegationToken.request>;
export type RenewDelegationTokenResponse = Value<typeof renewDelegationToken.response>;
