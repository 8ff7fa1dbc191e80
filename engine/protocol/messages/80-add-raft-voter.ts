/** Adds a voter to the metadata quorum. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  nullableString,
  since,
  string,
  struct,
  uint16,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const addRaftVoter = api({
  key: 80,
  name: 'AddRaftVoter',
  versions: [0, 1],
  flexibleFrom: 0,
  listeners: ['controller', 'broker'],
  request: {
    clusterId: nullableString,
    timeoutMs: int32,
    voterId: int32,
    voterDirectoryId: uuid,
    listeners: array(
      struct({
        name: string,
        host: string,
        port: uint16,
      }),
    ),
    ackWhenCommitted: since(1, bool, true),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
  },
});

export type AddRaftVoterRequest = Value<typeof addRaftVoter.request>;
export type AddRaftVoterResponse = Value<typeof addRaftVoter.response>;
