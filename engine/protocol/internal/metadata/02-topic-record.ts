/** A topic exists under a name and an id. */

import { metadataRecord } from '../../record.ts';
import { string, uuid, type Value } from '../../schema.ts';

export const topicRecord = metadataRecord({
  key: 2,
  name: 'TopicRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    name: string,
    topicId: uuid,
  },
});

export type TopicRecord = Value<typeof topicRecord.fields>;
