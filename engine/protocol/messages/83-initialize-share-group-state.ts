/** The group coordinator sets where the share state of partitions begins. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  nullableString,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const initializeShareGroupState = api({
  key: 83,
  name: 'InitializeShareGroupState',
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
            stateEpoch: int32,
            startOffset: int64,
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

export type InitializeShareGroupStateRequest = Value<typeof initializeShareGroupState.request>;
export type InitializeShareGroupStateResponse = Value<typeof initializeShareGroupState.response>;
