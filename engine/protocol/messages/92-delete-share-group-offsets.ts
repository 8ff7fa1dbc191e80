/** Forgets where a share group stood in topics. */

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

export const deleteShareGroupOffsets = api({
  key: 92,
  name: 'DeleteShareGroupOffsets',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupId: string,
    topics: array(
      struct({
        topicName: string,
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: withDefault(nullableString, null),
    responses: array(
      struct({
        topicName: string,
        topicId: uuid,
        errorCode: int16,
        errorMessage: withDefault(nullableString, null),
      }),
    ),
  },
});

export type DeleteShareGroupOffsetsRequest = Value<typeof deleteShareGroupOffsets.request>;
export type DeleteShareGroupOffsetsResponse = Value<typeof deleteShareGroupOffsets.response>;
