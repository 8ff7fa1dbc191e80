/** Control record at the end of a metadata snapshot. */

import { data } from '../../record.ts';
import { int16, type Value } from '../../schema.ts';

export const snapshotFooterRecord = data({
  name: 'SnapshotFooterRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    version: int16,
  },
});

export type SnapshotFooterRecord = Value<typeof snapshotFooterRecord.fields>;
