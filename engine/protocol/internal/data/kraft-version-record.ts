/** Control record: the version of the quorum's own protocol. */

import { data } from '../../record.ts';
import { int16, type Value } from '../../schema.ts';

export const kraftVersionRecord = data({
  name: 'KRaftVersionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    version: int16,
    kraftVersion: int16,
  },
});

export type KRaftVersionRecord = Value<typeof kraftVersionRecord.fields>;
