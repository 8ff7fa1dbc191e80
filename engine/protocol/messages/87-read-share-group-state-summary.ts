/** The group coordinator reads where share partitions stand, without their batches. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  nullableString,
  since,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const readShareGroupStateSummary = api({
  key: 87,
  name: 'ReadShareGroupStateSummary',
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
            leaderEpoch: int32,
            startOffset: int64,
            deliveryCompleteCount: since(1, int32, -1),
          }),
        ),
      }),
    ),
  },
});

export type ReadShareGroupStateSummaryRequest = Value<typeof readShareGroupStateSummary.request>;
export type ReadShareGroupStateSummaryResponse = Value<typeof readShareGroupStateSummary.response>;
