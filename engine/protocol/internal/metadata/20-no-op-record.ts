/** Nothing has changed; keeps the log moving so that followers see that the leader lives. */

import { metadataRecord } from '../../record.ts';
import { type Value } from '../../schema.ts';

export const noOpRecord = metadataRecord({
  key: 20,
  name: 'NoOpRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {},
});

export type NoOpRecord = Value<typeof noOpRecord.fields>;
