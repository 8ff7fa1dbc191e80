/** A partition leader asks the controller to change the in-sync replicas. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  int8,
  since,
  struct,
  until,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const alterPartition = api({
  key: 56,
  name: 'AlterPartition',
  versions: [2, 3],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    brokerId: int32,
    brokerEpoch: withDefault(int64, -1),
    topics: array(
      struct({
        topicId: uuid,
        partitions: array(
          struct({
            partitionIndex: int32,
            leaderEpoch: int32,
            newIsr: until(2, array(int32)),
            newIsrWithEpochs: since(
              3,
              array(
                struct({
                  brokerId: int32,
                  brokerEpoch: withDefault(int64, -1),
                }),
              ),
            ),
            leaderRecoveryState: withDefault(int8, 0),
            partitionEpoch: int32,
          }),
        ),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    topics: array(
      struct({
        topicId: uuid,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            leaderId: int32,
            leaderEpoch: int32,
            isr: array(int32),
            leaderRecoveryState: withDefault(int8, 0),
            partitionEpoch: int32,
          }),
        ),
      }),
    ),
  },
});

export type AlterPartitionRequest = Value<typeof alterPartition.request>;
export type AlterPartitionResponse = Value<typeof alterPartition.response>;
