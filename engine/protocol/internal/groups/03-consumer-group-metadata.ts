/** The epoch of a consumer group. */

import { coordinatorRecord } from '../../record.ts';
import { bigInt64, int32, string, tagged, type Value } from '../../schema.ts';

export const consumerGroupMetadata = coordinatorRecord({
  type: 3,
  name: 'ConsumerGroupMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
  },
  value: {
    epoch: int32,
    metadataHash: tagged(0, bigInt64),
  },
});

export type ConsumerGroupMetadataKey = Value<typeof consumerGroupMetadata.key.fields>;
export type ConsumerGroupMetadataValue = Value<typeof consumerGroupMetadata.value.fields>;
