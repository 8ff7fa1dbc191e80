/** A transaction of metadata is dropped. */

import { metadataRecord } from '../../record.ts';
import { nullableString, tagged, withDefault, type Value } from '../../schema.ts';

export const abortTransactionRecord = metadataRecord({
  key: 25,
  name: 'AbortTransactionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    reason: tagged(0, withDefault(nullableString, null)),
  },
});

export type AbortTransactionRecord = Value<typeof abortTransactionRecord.fields>;
