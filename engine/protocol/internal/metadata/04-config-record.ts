/** One config of a resource is set, or removed where the value is null. */

import { metadataRecord } from '../../record.ts';
import { int8, nullableString, string, type Value } from '../../schema.ts';

export const configRecord = metadataRecord({
  key: 4,
  name: 'ConfigRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    resourceType: int8,
    resourceName: string,
    name: string,
    value: nullableString,
  },
});

export type ConfigRecord = Value<typeof configRecord.fields>;
