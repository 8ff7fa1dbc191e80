/** A share partition leader stores its state. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  int8,
  nullableString,
  since,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const writeShareGroupState = api({
  key: 85,
  name: 'WriteShareGroupState',
  versions: [0, 1],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupId: string,
    topics: array(
      struct({
        topicId: uuid,
        partitions: array(
          struct({
            partition: int32,
            stateEpoch: int32,
            leaderEpoch: int32,
            startOffset: int64,
            deliveryCompleteCount: since(1, int32, -1),
            stateBatches: array(
              struct({
                firstOffset: int64,
                lastOffset: int64,
                deliveryState: int8,
                deliveryCount: int16,
              }),
            ),
          }),
        ),
      }),
    ),
  },
  response: {
    results: array(
      struct({
        topicId: uuid,
        partitions: array(
          struct({
            partition: int32,
            errorCode: int16,
            errorMessage: withDefault(nullableString, null),
          }),
        ),
      }),
    ),
  },
});

export type WriteShareGroupStateRequest = Value<typeof writeShareGroupState.request>;
export type WriteShareGroupStateResponse = Value<typeof writeShareGroupState.response>;
