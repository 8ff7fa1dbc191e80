/** A member of a consumer group (KIP-848) tells what it owns and receives what it should own. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  nullable,
  nullableArray,
  nullableString,
  since,
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

export const consumerGroupHeartbeat = api({
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  versions: [0, 1],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupId: string,
    memberId: string,
    memberEpoch: int32,
    instanceId: withDefault(nullableString, null),
    rackId: withDefault(nullableString, null),
    rebalanceTimeoutMs: withDefault(int32, -1),
    subscribedTopicNames: withDefault(nullableArray(string), null),
    subscribedTopicRegex: since(1, nullableString, null),
    serverAssignor: withDefault(nullableString, null),
    topicPartitions: withDefault(
      nullableArray(
        struct({
          topicId: uuid,
          partitions: array(int32),
        }),
      ),
      null,
    ),
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

export type ConsumerGroupHeartbeatRequest = Value<typeof consumerGroupHeartbeat.request>;
export type ConsumerGroupHeartbeatResponse = Value<typeof consumerGroupHeartbeat.response>;
