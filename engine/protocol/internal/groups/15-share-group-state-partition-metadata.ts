/** Which share partitions have been initialized or are being deleted. */

import { coordinatorRecord } from '../../record.ts';
import { array, int32, string, struct, uuid, type Value } from '../../schema.ts';

const topicPartitionsInfo = struct({
  topicId: uuid,
  topicName: string,
  partitions: array(int32),
});

const topicInfo = struct({
  topicId: uuid,
  topicName: string,
});

export const shareGroupStatePartitionMetadata = coordinatorRecord({
  type: 15,
  name: 'ShareGroupStatePartitionMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
  },
  value: {
    initializingTopics: array(topicPartitionsInfo),
    initializedTopics: array(topicPartitionsInfo),
    deletingTopics: array(topicInfo),
  },
});

export type ShareGroupStatePartitionMetadataKey = Value<
  typeof shareGroupStatePartitionMetadata.key.fields
>;
export type ShareGroupStatePartitionMetadataValue = Value<
  typeof shareGroupStatePartitionMetadata.value.fields
>;
