/** Members leave a group without waiting for their sessions to expire. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  nullableString,
  since,
  string,
  struct,
  until,
  withDefault,
  type Value,
} from '../schema.ts';

export const leaveGroup = api({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  listeners: ['broker'],
  request: {
    groupId: string,
    memberId: until(2, string),
    members: since(
      3,
      array(
        struct({
          memberId: string,
          groupInstanceId: withDefault(nullableString, null),
          reason: since(5, nullableString, null),
        }),
      ),
    ),
  },
  response: {
    throttleTimeMs: since(1, int32),
    errorCode: int16,
    members: since(
      3,
      array(
        struct({
          memberId: string,
          groupInstanceId: nullableString,
          errorCode: int16,
        }),
      ),
    ),
  },
});

export type LeaveGroupRequest = Value<typeof leaveGroup.request>;
export type LeaveGroupResponse = Value<typeof leaveGroup.response>;
