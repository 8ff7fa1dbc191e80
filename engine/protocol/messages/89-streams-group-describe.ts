/** Shows the state, topology and members of streams groups. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
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

const endpoint = struct({
  host: string,
  port: uint16,
});

const taskOffset = struct({
  subtopologyId: string,
  partition: int32,
  offset: int64,
});

const taskIds = struct({
  subtopologyId: string,
  partitions: array(int32),
});

const assignment = struct({
  activeTasks: array(taskIds),
  standbyTasks: array(taskIds),
  warmupTasks: array(taskIds),
});

export const streamsGroupDescribe = api({
  key: 89,
  name: 'StreamsGroupDescribe',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupIds: array(string),
    includeAuthorizedOperations: bool,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    groups: array(
      struct({
        errorCode: int16,
        errorMessage: withDefault(nullableString, null),
        groupId: string,
        groupState: string,
        groupEpoch: int32,
        assignmentEpoch: int32,
        topology: withDefault(
          nullable(
            struct({
              epoch: int32,
              subtopologies: withDefault(
                nullableArray(
                  struct({
                    subtopologyId: string,
                    sourceTopics: array(string),
                    repartitionSinkTopics: array(string),
                    stateChangelogTopics: array(topicInfo),
                    repartitionSourceTopics: array(topicInfo),
                  }),
                ),
                null,
              ),
            }),
          ),
          null,
        ),
        members: array(
          struct({
            memberId: string,
            memberEpoch: int32,
            instanceId: withDefault(nullableString, null),
            rackId: withDefault(nullableString, null),
            clientId: string,
            clientHost: string,
            topologyEpoch: int32,
            processId: string,
            userEndpoint: withDefault(nullable(endpoint), null),
            clientTags: array(keyValue),
            taskOffsets: array(taskOffset),
            taskEndOffsets: array(taskOffset),
            assignment: assignment,
            targetAssignment: assignment,
            isClassic: bool,
          }),
        ),
        authorizedOperations: withDefault(int32, -2147483648),
      }),
    ),
  },
});

export type StreamsGroupDescribeRequest = Value<typeof streamsGroupDescribe.request>;
export type StreamsGroupDescribeResponse = Value<typeof streamsGroupDescribe.response>;
