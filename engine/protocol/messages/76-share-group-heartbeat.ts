/** A member of a share group tells that it is alive and receives its partitions. */

import { api } from '../api.ts';
import {
  array,
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

const topicPartitions = struct({
  topicId: uuid,
  partitions: array(int32),
});

export const shareGroupHeartbeat = api({
  key: 76,
  name: 'ShareGroupHeartbeat',
  versions: [1, 1],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupId: string,
    memberId: string,
    memberEpoch: int32,
    rackId: withDefault(nullableString, null),
    subscribedTopicNames: withDefault(nullableArray(string), null),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: withDefault(nullableString, null),
    memberId: withDefault(nullableString, null),
    memberEpoch: int32,
    heartbeatIntervalMs: int32,
    assignment: withDefault(
      nullable(
        struct({
          topicPartitions: array(topicPartitions),
        }),
      ),
      null,
    ),
  },
});

export type ShareGroupHeartbeatRequest = Value<typeof shareGroupHeartbeat.request>;
export type ShareGroupHeartbeatResponse = Value<typeof shareGroupHeartbeat.response>;
