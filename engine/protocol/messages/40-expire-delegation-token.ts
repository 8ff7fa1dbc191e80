/** Ends the life of a delegation token, now or later. */

import { api } from '../api.ts';
import { bytes, int16, int32, int64, withDefault, type Value } from '../schema.ts';

export const expireDelegationToken = api({
  key: 40,
  name: 'ExpireDelegationToken',
  versions: [1, 2],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    hmac: bytes,
    expiryTimePeriodMs: int64,
  },
  response: {
    errorCode: int16,
    expiryTimestampMs: int64,
    throttleTimeMs: withDefault(int32, 0),
  },
});

export type ExpireDelegationTokenRequest = Value<typeof expireDelegationToken.request>;
export type ExpireDelegationTokenResponse = Value<typeof expireDelegationToken.response>;
