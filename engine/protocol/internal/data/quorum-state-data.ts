/** What a voter remembers across restarts, stored as JSON in `quorum-state`. */

import { data } from '../../record.ts';
import {
  int32,
  int64,
  nullableArray,
  since,
  string,
  struct,
  until,
  uuid,
  withDefault,
  type Value,
} from '../../schema.ts';

export const quorumStateData = data({
  name: 'QuorumStateData',
  versions: [0, 1],
  flexibleFrom: 0,
  fields: {
    clusterId: until(0, string),
    leaderId: withDefault(int32, -1),
    leaderEpoch: withDefault(int32, -1),
    votedId: withDefault(int32, -1),
    votedDirectoryId: since(1, uuid),
    appliedOffset: until(0, int64),
    currentVoters: until(
      0,
      nullableArray(
        struct({
          voterId: int32,
        }),
      ),
    ),
  },
});

export type QuorumStateData = Value<typeof quorumStateData.fields>;
