/** A delegation token is gone. */

import { metadataRecord } from '../../record.ts';
import { string, type Value } from '../../schema.ts';

export const removeDelegationTokenRecord = metadataRecord({
  key: 26,
  name: 'RemoveDelegationTokenRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    tokenId: string,
  },
});

export type RemoveDelegationTokenRecord = Value<typeof removeDelegationTokenRecord.fields>;
