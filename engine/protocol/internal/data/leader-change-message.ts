/** Control record: a new leader of the metadata quorum, with those who voted. */

import { data } from '../../record.ts';
import { array, int16, int32, since, struct, uuid, type Value } from '../../schema.ts';

const voter = struct({
  voterId: int32,
  voterDirectoryId: since(1, uuid),
});

export const leaderChangeMessage = data({
  name: 'LeaderChangeMessage',
  versions: [0, 1],
  flexibleFrom: 0,
  fields: {
    version: int16,
    leaderId: int32,
    voters: array(voter),
    grantingVoters: array(voter),
  },
});

export type LeaderChangeMessage = Value<typeof leaderChangeMessage.fields>;
