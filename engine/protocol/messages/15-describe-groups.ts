/** Shows the state and the members of classic groups. */

import { api } from '../api.ts';
import {
  array,
  bool,
  bytes,
  int16,
  int32,
  nullableString,
  since,
  string,
  struct,
  type Value,
} from '../schema.ts';

export const describeGroups = api({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 6],
  flexibleFrom: 5,
  listeners: ['broker'],
  request: {
    groups: array(string),
    includeAuthorizedOperations: since(3, bool),
  },
  response: {
    throttleTimeMs: since(1, int32),
    groups: array(
      struct({
        errorCode: int16,
        errorMessage: since(6, nullableString, null),
        groupId: string,
        groupState: string,
        protocolType: string,
        protocolData: string,
        members: array(
          struct({
            memberId: string,
            groupInstanceId: since(4, nullableString, null),
            clientId: string,
            clientHost: string,
            memberMetadata: bytes,
            memberAssignment: bytes,
          }),
        ),
        authorizedOperations: since(3, int32, -2147483648),
      }),
    ),
  },
});

export type DescribeGroupsRequest = Value<typeof describeGroups.request>;
export type DescribeGroupsResponse = Value<typeof describeGroups.response>;
