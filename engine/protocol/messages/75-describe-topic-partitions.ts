/** Shows topics and partitions page by page, with their eligible leader replicas. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  nullable,
  nullableArray,
  nullableString,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeTopicPartitions = api({
  key: 75,
  name: 'DescribeTopicPartitions',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    topics: array(
      struct({
        name: string,
      }),
    ),
    responsePartitionLimit: withDefault(int32, 2000),
    cursor: withDefault(
      nullable(
        struct({
          topicName: string,
          partitionIndex: int32,
        }),
      ),
      null,
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    topics: array(
      struct({
        errorCode: int16,
        name: nullableString,
        topicId: uuid,
        isInternal: withDefault(bool, false),
        partitions: array(
          struct({
            errorCode: int16,
            partitionIndex: int32,
            leaderId: int32,
            leaderEpoch: withDefault(int32, -1),
            replicaNodes: array(int32),
            isrNodes: array(int32),
            eligibleLeaderReplicas: withDefault(nullableArray(int32), null),
            lastKnownElr: withDefault(nullableArray(int32), null),
            offlineReplicas: array(int32),
          }),
        ),
        topicAuthorizedOperations: withDefault(int32, -2147483648),
      }),
    ),
    nextCursor: withDefault(
      nullable(
        struct({
          topicName: string,
          partitionIndex: int32,
        }),
      ),
      null,
    ),
  },
});

export type DescribeTopicPartitionsRequest = Value<typeof describeTopicPartitions.request>;
export type DescribeTopicPartitionsResponse = Value<typeof describeTopicPartitions.response>;
