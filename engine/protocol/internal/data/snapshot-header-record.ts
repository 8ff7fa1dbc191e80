/** Control record at the beginning of a metadata snapshot. */

import { data } from '../../record.ts';
import { int16, int64, type Value } from '../../schema.ts';

export const snapshotHeaderRecord = data({
  name: 'SnapshotHeaderRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    version: int16,
    lastContainedLogTimestamp: int64,
  },
});

export type SnapshotHeaderRecord = Value<typeof snapshotHeaderRecord.fields>;
