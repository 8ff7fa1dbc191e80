/** Looks up the offset that belongs to a timestamp, or the first, the last, or the newest by time. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  int8,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const listOffsets = api({
  key: 2,
  name: 'ListOffsets',
  versions: [1, 11],
  flexibleFrom: 6,
  listeners: ['broker'],
  request: {
    replicaId: int32,
    isolationLevel: since(2, int8),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            currentLeaderEpoch: since(4, int32, -1),
            timestamp: int64,
          }),
        ),
      }),
    ),
    timeoutMs: since(10, int32),
  },
  response: {
    throttleTimeMs: since(2, int32),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            timestamp: withDefault(int64, -1),
            offset: withDefault(int64, -1),
            leaderEpoch: since(4, int32, -1),
          }),
        ),
      }),
    ),
  },
});

export type ListOffsetsRequest = Value<typeof listOffsets.request>;
export type ListOffsetsResponse = Value<typeof listOffsets.response>;
