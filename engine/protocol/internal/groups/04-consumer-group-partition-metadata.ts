/** The partition counts and racks that a consumer group has seen; no longer written. */

import { coordinatorRecord } from '../../record.ts';
import { array, int32, string, struct, uuid, type Value } from '../../schema.ts';

export const consumerGroupPartitionMetadata = coordinatorRecord({
  type: 4,
  name: 'ConsumerGroupPartitionMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
  },
  value: {
    topics: array(
      struct({
        topicId: uuid,
        topicName: string,
        numPartitions: int32,
        partitionMetadata: array(
          struct({
            partition: int32,
            racks: array(string),
          }),
        ),
      }),
    ),
  },
});

export type ConsumerGroupPartitionMetadataKey = Value<
  typeof consumerGroupPartitionMetadata.key.fields
>;
export type ConsumerGroupPartitionMetadataValue = Value<
  typeof consumerGroupPartitionMetadata.value.fields
>;
