/** A consumer enters a group, or comes back when the group rebalances; answered when everyone has arrived. */

import { api } from '../api.ts';
import {
  array,
  bool,
  bytes,
  int16,
  int32,
  nullableSince,
  nullableString,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const joinGroup = api({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexibleFrom: 6,
  listeners: ['broker'],
  request: {
    groupId: string,
    sessionTimeoutMs: int32,
    rebalanceTimeoutMs: since(1, int32, -1),
    memberId: string,
    groupInstanceId: since(5, nullableString, null),
    protocolType: string,
    protocols: array(
      struct({
        name: string,
        metadata: bytes,
      }),
    ),
    reason: since(8, nullableString, null),
  },
  response: {
    throttleTimeMs: since(2, int32),
    errorCode: int16,
    generationId: withDefault(int32, -1),
    protocolType: since(7, nullableString, null),
    protocolName: nullableSince(7, string),
    leader: string,
    skipAssignment: since(9, bool),
    memberId: string,
    members: array(
      struct({
        memberId: string,
        groupInstanceId: since(5, nullableString, null),
        metadata: bytes,
      }),
    ),
  },
});

export type JoinGroupRequest = Value<typeof joinGroup.request>;
export type JoinGroupResponse = Value<typeof joinGroup.response>;
