/** Lists the groups that a broker coordinates, by state and type. */

import { api } from '../api.ts';
import { array, int16, int32, since, string, struct, type Value } from '../schema.ts';

export const listGroups = api({
  key: 16,
  name: 'ListGroups',
  versions: [0, 5],
  flexibleFrom: 3,
  listeners: ['broker'],
  request: {
    statesFilter: since(4, array(string)),
    typesFilter: since(5, array(string)),
  },
  response: {
    throttleTimeMs: since(1, int32),
    errorCode: int16,
    groups: array(
      struct({
        groupId: string,
        protocolType: string,
        groupState: since(4, string),
        groupType: since(5, string),
      }),
    ),
  },
});

export type ListGroupsRequest = Value<typeof listGroups.request>;
export type ListGroupsResponse = Value<typeof listGroups.response>;
