/** Stores and removes SCRAM credentials of users. */

import { api } from '../api.ts';
import {
  array,
  bytes,
  int16,
  int32,
  int8,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const alterUserScramCredentials = api({
  key: 51,
  name: 'AlterUserScramCredentials',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  request: {
    deletions: array(
      struct({
        name: string,
        mechanism: int8,
      }),
    ),
    upsertions: array(
      struct({
        name: string,
        mechanism: int8,
        iterations: int32,
        salt: bytes,
        saltedPassword: bytes,
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    results: array(
      struct({
        user: string,
        errorCode: int16,
        errorMessage: nullableString,
      }),
    ),
  },
});

export type AlterUserScramCredentialsRequest = Value<typeof alterUserScramCredentials.request>;
export type AlterUserScramCredentialsResponse = Value<typeof alterUserScramCredentials.response>;
