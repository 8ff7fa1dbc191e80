/** Lists moves of partitions that are going on. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const listPartitionReassignments = api({
  key: 46,
  name: 'ListPartitionReassignments',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  request: {
    timeoutMs: withDefault(int32, 60000),
    topics: withDefault(
      nullableArray(
        struct({
          name: string,
          partitionIndexes: array(int32),
        }),
      ),
      null,
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            replicas: array(int32),
            addingReplicas: array(int32),
            removingReplicas: array(int32),
          }),
        ),
      }),
    ),
  },
});

export type ListPartitionReassignmentsRequest = Value<typeof listPartitionReassignments.request>;
export type ListPartitionReassignmentsResponse = Value<typeof listPartitionReassignments.response>;
