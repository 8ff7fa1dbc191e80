/** Creates a delegation token for a principal. */

import { api } from '../api.ts';
import {
  array,
  bytes,
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

export const createDelegationToken = api({
  key: 38,
  name: 'CreateDelegationToken',
  versions: [1, 3],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    ownerPrincipalType: since(3, nullableString),
    ownerPrincipalName: since(3, nullableString),
    renewers: array(
      struct({
        principalType: string,
        principalName: string,
      }),
    ),
    maxLifetimeMs: int64,
  },
  response: {
    errorCode: int16,
    principalType: string,
    principalName: string,
    tokenRequesterPrincipalType: since(3, string),
    tokenRequesterPrincipalName: since(3, string),
    issueTimestampMs: int64,
    expiryTimestampMs: int64,
    maxTimestampMs: int64,
    tokenId: string,
    hmac: bytes,
    throttleTimeMs: withDefault(int32, 0),
  },
});

export type CreateDelegationTokenRequest = Value<typeof createDelegationToken.request>;
export type CreateDelegationTokenResponse = Value<typeof createDelegationToken.response>;
