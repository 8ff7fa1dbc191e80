/** A client quota of an entity is set or removed. */

import { metadataRecord } from '../../record.ts';
import { array, bool, float64, nullableString, string, struct, type Value } from '../../schema.ts';

export const clientQuotaRecord = metadataRecord({
  key: 14,
  name: 'ClientQuotaRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    entity: array(
      struct({
        entityType: string,
        entityName: nullableString,
      }),
    ),
    key: string,
    value: float64,
    remove: bool,
  },
});

export type ClientQuotaRecord = Value<typeof clientQuotaRecord.fields>;
