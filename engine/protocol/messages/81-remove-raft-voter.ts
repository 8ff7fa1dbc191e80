/** Removes a voter from the metadata quorum. */

import { api } from '../api.ts';
import { int16, int32, nullableString, uuid, withDefault, type Value } from '../schema.ts';

export const removeRaftVoter = api({
  key: 81,
  name: 'RemoveRaftVoter',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['controller', 'broker'],
  request: {
    clusterId: nullableString,
    voterId: int32,
    voterDirectoryId: uuid,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
  },
});

export type RemoveRaftVoterRequest = Value<typeof removeRaftVoter.request>;
export type RemoveRaftVoterResponse = Value<typeof removeRaftVoter.response>;
