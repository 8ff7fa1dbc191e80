/** Shows the state and the members of share groups. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  nullableString,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

const topicPartitions = struct({
  topicId: uuid,
  topicName: string,
  partitions: array(int32),
});

const assignment = struct({
  topicPartitions: array(topicPartitions),
});

export const shareGroupDescribe = api({
  key: 77,
  name: 'ShareGroupDescribe',
  versions: [1, 1],
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
        assignorName: string,
        members: array(
          struct({
            memberId: string,
            rackId: withDefault(nullableString, null),
            memberEpoch: int32,
            clientId: string,
            clientHost: string,
            subscribedTopicNames: array(string),
            assignment: assignment,
          }),
        ),
        authorizedOperations: withDefault(int32, -2147483648),
      }),
    ),
  },
});

export type ShareGroupDescribeRequest = Value<typeof shareGroupDescribe.request>;
export type ShareGroupDescribeResponse = Value<typeof shareGroupDescribe.response>;
