/** A member of a streams group tells its tasks and topology, and receives its tasks. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  int8,
  nullable,
  nullableArray,
  nullableString,
  string,
  struct,
  uint16,
  withDefault,
  type Value,
} from '../schema.ts';

const keyValue = struct({
  key: string,
  value: string,
});

const topicInfo = struct({
  name: string,
  partitions: int32,
  replicationFactor: int16,
  topicConfigs: array(keyValue),
});

const taskIds = struct({
  subtopologyId: string,
  partitions: array(int32),
});

const endpoint = struct({
  host: string,
  port: uint16,
});

const taskOffset = struct({
  subtopologyId: string,
  partition: int32,
  offset: int64,
});

const status = struct({
  statusCode: int8,
  statusDetail: string,
});

const topicPartition = struct({
  topic: string,
  partitions: array(int32),
});

export const streamsGroupHeartbeat = api({
  key: 88,
  name: 'StreamsGroupHeartbeat',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupId: string,
    memberId: string,
    memberEpoch: int32,
    endpointInformationEpoch: int32,
    instanceId: withDefault(nullableString, null),
    rackId: withDefault(nullableString, null),
    rebalanceTimeoutMs: withDefault(int32, -1),
    topology: withDefault(
      nullable(
        struct({
          epoch: int32,
          subtopologies: array(
            struct({
              subtopologyId: string,
              sourceTopics: array(string),
              sourceTopicRegex: array(string),
              stateChangelogTopics: array(topicInfo),
              repartitionSinkTopics: array(string),
              repartitionSourceTopics: array(topicInfo),
              copartitionGroups: array(
                struct({
                  sourceTopics: array(int16),
                  sourceTopicRegex: array(int16),
                  repartitionSourceTopics: array(int16),
                }),
              ),
            }),
          ),
        }),
      ),
      null,
    ),
    activeTasks: withDefault(nullableArray(taskIds), null),
    standbyTasks: withDefault(nullableArray(taskIds), null),
    warmupTasks: withDefault(nullableArray(taskIds), null),
    processId: withDefault(nullableString, null),
    userEndpoint: withDefault(nullable(endpoint), null),
    clientTags: withDefault(nullableArray(keyValue), null),
    taskOffsets: withDefault(nullableArray(taskOffset), null),
    taskEndOffsets: withDefault(nullableArray(taskOffset), null),
    shutdownApplication: withDefault(bool, false),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: withDefault(nullableString, null),
    memberId: string,
    memberEpoch: int32,
    heartbeatIntervalMs: int32,
    acceptableRecoveryLag: int32,
    taskOffsetIntervalMs: int32,
    status: nullableArray(status),
    activeTasks: withDefault(nullableArray(taskIds), null),
    standbyTasks: withDefault(nullableArray(taskIds), null),
    warmupTasks: withDefault(nullableArray(taskIds), null),
    endpointInformationEpoch: int32,
    partitionsByUserEndpoint: withDefault(
      nullableArray(
        struct({
          userEndpoint: endpoint,
          activePartitions: array(topicPartition),
          standbyPartitions: array(topicPartition),
        }),
      ),
      null,
    ),
  },
});

export type StreamsGroupHeartbeatRequest = Value<typeof streamsGroupHeartbeat.request>;
export type StreamsGroupHeartbeatResponse = Value<typeof streamsGroupHeartbeat.response>;
