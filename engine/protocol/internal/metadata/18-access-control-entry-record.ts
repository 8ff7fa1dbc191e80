/** An access rule exists. */

import { metadataRecord } from '../../record.ts';
import { int8, string, uuid, type Value } from '../../schema.ts';

export const accessControlEntryRecord = metadataRecord({
  key: 18,
  name: 'AccessControlEntryRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    id: uuid,
    resourceType: int8,
    resourceName: string,
    patternType: int8,
    principal: string,
    host: string,
    operation: int8,
    permissionType: int8,
  },
});

export type AccessControlEntryRecord = Value<typeof accessControlEntryRecord.fields>;
