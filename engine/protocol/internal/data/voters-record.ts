/** Control record: who the voters of the metadata quorum are. */

import { data } from '../../record.ts';
import { array, int16, int32, string, struct, uint16, uuid, type Value } from '../../schema.ts';

export const votersRecord = data({
  name: 'VotersRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    version: int16,
    voters: array(
      struct({
        voterId: int32,
        voterDirectoryId: uuid,
        endpoints: array(
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
      }),
    ),
  },
});

export type VotersRecord = Value<typeof votersRecord.fields>;
