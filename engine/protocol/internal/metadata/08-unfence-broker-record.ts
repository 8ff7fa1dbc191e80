/** A broker may lead and serve again; the form of before KIP-841. */

import { metadataRecord } from '../../record.ts';
import { int32, int64, type Value } from '../../schema.ts';

export const unfenceBrokerRecord = metadataRecord({
  key: 8,
  name: 'UnfenceBrokerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    id: int32,
    epoch: int64,
  },
});

export type UnfenceBrokerRecord = Value<typeof unfenceBrokerRecord.fields>;
