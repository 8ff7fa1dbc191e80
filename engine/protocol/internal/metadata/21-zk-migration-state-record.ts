/** How far a migration from ZooKeeper has come; always none or done today. */

import { metadataRecord } from '../../record.ts';
import { int8, type Value } from '../../schema.ts';

export const zkMigrationStateRecord = metadataRecord({
  key: 21,
  name: 'ZkMigrationStateRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    zkMigrationState: int8,
  },
});

export type ZkMigrationStateRecord = Value<typeof zkMigrationStateRecord.fields>;
