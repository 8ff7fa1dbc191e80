/** A broker may no longer lead or serve; the form of before KIP-841. */

import { metadataRecord } from '../../record.ts';
import { int32, int64, type Value } from '../../schema.ts';

export const fenceBrokerRecord = metadataRecord({
  key: 7,
  name: 'FenceBrokerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    id: int32,
    epoch: int64,
  },
});

export type FenceBrokerRecord = Value<typeof fenceBrokerRecord.fields>;
