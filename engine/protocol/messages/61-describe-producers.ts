/** Shows the producers that are active in partitions. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeProducers = api({
  key: 61,
  name: 'DescribeProducers',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    topics: array(
      struct({
        name: string,
        partitionIndexes: array(int32),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            errorMessage: withDefault(nullableString, null),
            activeProducers: array(
              struct({
                producerId: int64,
                producerEpoch: int32,
                lastSequence: withDefault(int32, -1),
                lastTimestamp: withDefault(int64, -1),
                coordinatorEpoch: int32,
                currentTxnStartOffset: withDefault(int64, -1),
              }),
            ),
          }),
        ),
      }),
    ),
  },
});

export type DescribeProducersRequest = Value<typeof describeProducers.request>;
export type DescribeProducersResponse = Value<typeof describeProducers.response>;
