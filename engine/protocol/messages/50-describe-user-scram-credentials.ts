/** Lists which users have SCRAM credentials, without the secrets. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeUserScramCredentials = api({
  key: 50,
  name: 'DescribeUserScramCredentials',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  request: {
    users: nullableArray(
      struct({
        name: string,
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
    results: array(
      struct({
        user: string,
        errorCode: int16,
        errorMessage: nullableString,
        credentialInfos: array(
          struct({
            mechanism: int8,
            iterations: int32,
          }),
        ),
      }),
    ),
  },
});

export type DescribeUserScramCredentialsRequest = Value<
  typeof describeUserScramCredentials.request
>;
export type DescribeUserScramCredentialsResponse = Value<
  typeof describeUserScramCredentials.response
>;
