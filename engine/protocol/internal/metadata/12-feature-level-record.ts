/** The finalized level of a feature. */

import { metadataRecord } from '../../record.ts';
import { int16, string, type Value } from '../../schema.ts';

export const featureLevelRecord = metadataRecord({
  key: 12,
  name: 'FeatureLevelRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    name: string,
    featureLevel: int16,
  },
});

export type FeatureLevelRecord = Value<typeof featureLevelRecord.fields>;
