/** The group coordinator deletes the stored state of share partitions. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  nullableString,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const deleteShareGroupState = api({
  key: 86,
  name: 'DeleteShareGroupState',
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

export type DeleteShareGroupStateRequest = Value<typeof deleteShareGroupState.request>;
export type DeleteShareGroupStateResponse = Value<typeof deleteShareGroupState.response>;
