/** Deletes the offsets that a group stored for some partitions. */

import { api } from '../api.ts';
import { NEVER, array, int16, int32, string, struct, withDefault, type Value } from '../schema.ts';

export const offsetDelete = api({
  key: 47,
  name: 'OffsetDelete',
  versions: [0, 0],
  flexibleFrom: NEVER,
  listeners: ['broker'],
  request: {
    groupId: string,
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
          }),
        ),
      }),
    ),
  },
  response: {
    errorCode: int16,
    throttleTimeMs: withDefault(int32, 0),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
          }),
        ),
      }),
    ),
  },
});

export type OffsetDeleteRequest = Value<typeof offsetDelete.request>;
export type OffsetDeleteResponse = Value<typeof offsetDelete.response>;
