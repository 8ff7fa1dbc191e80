/** Moves the log start forward, so that earlier records are gone. */

import { api } from '../api.ts';
import { array, int16, int32, int64, string, struct, withDefault, type Value } from '../schema.ts';

export const deleteRecords = api({
  key: 21,
  name: 'DeleteRecords',
  versions: [0, 2],
  flexibleFrom: 2,
  listeners: ['broker'],
  request: {
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            offset: int64,
          }),
        ),
      }),
    ),
    timeoutMs: int32,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            lowWatermark: int64,
            errorCode: int16,
          }),
        ),
      }),
    ),
  },
});

export type DeleteRecordsRequest = Value<typeof deleteRecords.request>;
export type DeleteRecordsResponse = Value<typeof deleteRecords.response>;
