/** A topic is gone, with its partitions and configs. */

import { metadataRecord } from '../../record.ts';
import { uuid, type Value } from '../../schema.ts';

export const removeTopicRecord = metadataRecord({
  key: 9,
  name: 'RemoveTopicRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    topicId: uuid,
  },
});

export type RemoveTopicRecord = Value<typeof removeTopicRecord.fields>;
