/** The leader of a group hands in the assignment, and each member receives its own part. */

import { api } from '../api.ts';
import {
  array,
  bytes,
  int16,
  int32,
  nullableString,
  since,
  string,
  struct,
  type Value,
} from '../schema.ts';

export const syncGroup = api({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  listeners: ['broker'],
  request: {
    groupId: string,
    generationId: int32,
    memberId: string,
    groupInstanceId: since(3, nullableString, null),
    protocolType: since(5, nullableString, null),
    protocolName: since(5, nullableString, null),
    assignments: array(
      struct({
        memberId: string,
        assignment: bytes,
      }),
    ),
  },
  response: {
    throttleTimeMs: since(1, int32),
    errorCode: int16,
    protocolType: since(5, nullableString, null),
    protocolName: since(5, nullableString, null),
    assignment: bytes,
  },
});

export type SyncGroupRequest = Value<typeof syncGroup.request>;
export type SyncGroupResponse = Value<typeof syncGroup.response>;
