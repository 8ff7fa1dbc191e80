/** Tells where an epoch of a leader ended, so that a replica or a consumer finds where logs diverge. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const offsetForLeaderEpoch = api({
  key: 23,
  name: 'OffsetForLeaderEpoch',
  versions: [2, 4],
  flexibleFrom: 4,
  listeners: ['broker'],
  request: {
    replicaId: since(3, int32, -2),
    topics: array(
      struct({
        topic: string,
        partitions: array(
          struct({
            partition: int32,
            currentLeaderEpoch: withDefault(int32, -1),
            leaderEpoch: int32,
          }),
        ),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    topics: array(
      struct({
        topic: string,
        partitions: array(
          struct({
            errorCode: int16,
            partition: int32,
            leaderEpoch: withDefault(int32, -1),
            endOffset: withDefault(int64, -1),
          }),
        ),
      }),
    ),
  },
});

export type OffsetForLeaderEpochRequest = Value<typeof offsetForLeaderEpoch.request>;
export type OffsetForLeaderEpochResponse = Value<typeof offsetForLeaderEpoch.response>;
