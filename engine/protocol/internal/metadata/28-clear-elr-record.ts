/** The eligible leader replicas of one topic, or of all, are cleared. */

import { metadataRecord } from '../../record.ts';
import { string, type Value } from '../../schema.ts';

export const clearElrRecord = metadataRecord({
  key: 28,
  name: 'ClearElrRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    topicName: string,
  },
});

export type ClearElrRecord = Value<typeof clearElrRecord.fields>;
