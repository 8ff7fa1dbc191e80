/** Deletes groups that have no members, with their offsets. */

import { api } from '../api.ts';
import { array, int16, int32, string, struct, withDefault, type Value } from '../schema.ts';

export const deleteGroups = api({
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 2],
  flexibleFrom: 2,
  listeners: ['broker'],
  request: {
    groupsNames: array(string),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    results: array(
      struct({
        groupId: string,
        errorCode: int16,
      }),
    ),
  },
});

export type DeleteGroupsRequest = Value<typeof deleteGroups.request>;
export type DeleteGroupsResponse = Value<typeof deleteGroups.response>;
