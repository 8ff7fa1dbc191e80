/** A voter of the metadata quorum updates its endpoints and supported versions. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  nullableString,
  string,
  struct,
  tagged,
  uint16,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const updateRaftVoter = api({
  key: 82,
  name: 'UpdateRaftVoter',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    clusterId: nullableString,
    currentLeaderEpoch: int32,
    voterId: int32,
    voterDirectoryId: uuid,
    listeners: array(
      struct({
        name: string,
        host: string,
        port: uint16,
      }),
    ),
    kraftVersionFeature: struct({
      minSupportedVersion: int16,
      maxSupportedVersion: int16,
    }),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    currentLeader: tagged(
      0,
      struct({
        leaderId: withDefault(int32, -1),
        leaderEpoch: withDefault(int32, -1),
        host: string,
        port: int32,
      }),
    ),
  },
});

export type UpdateRaftVoterRequest = Value<typeof updateRaftVoter.request>;
export type UpdateRaftVoterResponse = Value<typeof updateRaftVoter.response>;
