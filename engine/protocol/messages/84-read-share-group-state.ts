/** A share partition leader reads its stored state. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  int8,
  nullableString,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const readShareGroupState = api({
  key: 84,
  name: 'ReadShareGroupState',
  versions: [0, 0],
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
            leaderEpoch: int32,
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
            stateEpoch: int32,
            startOffset: int64,
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
});

export type ReadShareGroupStateRequest = Value<typeof readShareGroupState.request>;
export type ReadShareGroupStateResponse = Value<typeof readShareGroupState.response>;
