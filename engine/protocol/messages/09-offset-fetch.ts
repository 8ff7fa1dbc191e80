/** Reads back how far groups have read. */

import { api } from '../api.ts';
import {
  array,
  between,
  bool,
  int16,
  int32,
  int64,
  nullableArray,
  nullableSince,
  nullableString,
  since,
  string,
  struct,
  until,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const offsetFetch = api({
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 10],
  flexibleFrom: 6,
  listeners: ['broker'],
  request: {
    groupId: until(7, string),
    topics: until(
      7,
      nullableSince(
        2,
        array(
          struct({
            name: string,
            partitionIndexes: array(int32),
          }),
        ),
      ),
    ),
    groups: since(
      8,
      array(
        struct({
          groupId: string,
          memberId: since(9, nullableString, null),
          memberEpoch: since(9, int32, -1),
          topics: nullableArray(
            struct({
              name: until(9, string),
              topicId: since(10, uuid),
              partitionIndexes: array(int32),
            }),
          ),
        }),
      ),
    ),
    requireStable: since(7, bool),
  },
  response: {
    throttleTimeMs: since(3, int32),
    topics: until(
      7,
      array(
        struct({
          name: string,
          partitions: array(
            struct({
              partitionIndex: int32,
              committedOffset: int64,
              committedLeaderEpoch: since(5, int32, -1),
              metadata: nullableString,
              errorCode: int16,
            }),
          ),
        }),
      ),
    ),
    errorCode: between([2, 7], int16),
    groups: since(
      8,
      array(
        struct({
          groupId: string,
          topics: array(
            struct({
              name: until(9, string),
              topicId: since(10, uuid),
              partitions: array(
                struct({
                  partitionIndex: int32,
                  committedOffset: int64,
                  committedLeaderEpoch: withDefault(int32, -1),
                  metadata: nullableString,
                  errorCode: int16,
                }),
              ),
            }),
          ),
          errorCode: withDefault(int16, 0),
        }),
      ),
    ),
  },
});

export type OffsetFetchRequest = Value<typeof offsetFetch.request>;
export type OffsetFetchResponse = Value<typeof offsetFetch.response>;
