/** Sets where a share group begins to read. */

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

export const alterShareGroupOffsets = api({
  key: 91,
  name: 'AlterShareGroupOffsets',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupId: string,
    topics: array(
      struct({
        topicName: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            startOffset: int64,
          }),
        ),
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
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            errorMessage: withDefault(nullableString, null),
          }),
        ),
      }),
    ),
  },
});

export type AlterShareGroupOffsetsRequest = Value<typeof alterShareGroupOffsets.request>;
export type AlterShareGroupOffsetsResponse = Value<typeof alterShareGroupOffsets.response>;
