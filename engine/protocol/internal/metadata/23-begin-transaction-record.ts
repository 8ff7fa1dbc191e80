/** The records up to the matching end or abort are one transaction of metadata. */

import { metadataRecord } from '../../record.ts';
import { nullableString, tagged, withDefault, type Value } from '../../schema.ts';

export const beginTransactionRecord = metadataRecord({
  key: 23,
  name: 'BeginTransactionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    name: tagged(0, withDefault(nullableString, null)),
  },
});

export type BeginTransactionRecord = Value<typeof beginTransactionRecord.fields>;
