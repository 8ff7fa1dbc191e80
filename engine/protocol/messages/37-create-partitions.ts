/** Adds partitions to topics. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const createPartitions = api({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 3],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    topics: array(
      struct({
        name: string,
        count: int32,
        assignments: nullableArray(
          struct({
            brokerIds: array(int32),
          }),
        ),
      }),
    ),
    timeoutMs: int32,
    validateOnly: bool,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    results: array(
      struct({
        name: string,
        errorCode: int16,
        errorMessage: withDefault(nullableString, null),
      }),
    ),
  },
});

export type CreatePartitionsRequest = Value<typeof createPartitions.request>;
export type CreatePartitionsResponse = Value<typeof createPartitions.response>;
