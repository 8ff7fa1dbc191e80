/** An access rule is gone. */

import { metadataRecord } from '../../record.ts';
import { uuid, type Value } from '../../schema.ts';

export const removeAccessControlEntryRecord = metadataRecord({
  key: 19,
  name: 'RemoveAccessControlEntryRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    id: uuid,
  },
});

export type RemoveAccessControlEntryRecord = Value<typeof removeAccessControlEntryRecord.fields>;
