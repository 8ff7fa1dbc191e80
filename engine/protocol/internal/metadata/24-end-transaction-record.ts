/** A transaction of metadata takes effect. */

import { metadataRecord } from '../../record.ts';
import { type Value } from '../../schema.ts';

export const endTransactionRecord = metadataRecord({
  key: 24,
  name: 'EndTransactionRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {},
});

export type EndTransactionRecord = Value<typeof endTransactionRecord.fields>;
