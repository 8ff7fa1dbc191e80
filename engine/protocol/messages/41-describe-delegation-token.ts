/** Lists delegation tokens by owner. */

import { api } from '../api.ts';
import {
  array,
  bytes,
  int16,
  int32,
  int64,
  nullableArray,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeDelegationToken = api({
  key: 41,
  name: 'DescribeDelegationToken',
  versions: [1, 3],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    owners: nullableArray(
      struct({
        principalType: string,
        principalName: string,
      }),
    ),
  },
  response: {
    errorCode: int16,
    tokens: array(
      struct({
        principalType: string,
        principalName: string,
        tokenRequesterPrincipalType: since(3, string),
        tokenRequesterPrincipalName: since(3, string),
        issueTimestamp: int64,
        expiryTimestamp: int64,
        maxTimestamp: int64,
        tokenId: string,
        hmac: bytes,
        renewers: array(
          struct({
            principalType: string,
            principalName: string,
          }),
        ),
      }),
    ),
    throttleTimeMs: withDefault(int32, 0),
  },
});

export type DescribeDelegationTokenRequest = Value<typeof describeDelegationToken.request>;
export type DescribeDelegationTokenResponse = Value<typeof describeDelegationToken.response>;
