/** Shows where share groups begin to read. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeShareGroupOffsets = api({
  key: 90,
  name: 'DescribeShareGroupOffsets',
  versions: [0, 1],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groups: array(
      struct({
        groupId: string,
        topics: nullableArray(
          struct({
            topicName: string,
            partitions: array(int32),
          }),
        ),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    groups: array(
      struct({
        groupId: string,
        topics: array(
          struct({
            topicName: string,
            topicId: uuid,
            partitions: array(
              struct({
                partitionIndex: int32,
                startOffset: int64,
                leaderEpoch: int32,
                lag: since(1, int64, -1),
                errorCode: int16,
                errorMessage: withDefault(nullableString, null),
              }),
            ),
          }),
        ),
        errorCode: int16,
        errorMessage: withDefault(nullableString, null),
      }),
    ),
  },
});

export type DescribeShareGroupOffsetsRequest = Value<typeof describeShareGroupOffsets.request>;
export type DescribeShareGroupOffsetsResponse = Value<typeof describeShareGroupOffsets.response>;
