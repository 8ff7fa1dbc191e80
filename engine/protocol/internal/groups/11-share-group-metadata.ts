/** The epoch of a share group. */

import { coordinatorRecord } from '../../record.ts';
import { bigInt64, int32, string, type Value } from '../../schema.ts';

export const shareGroupMetadata = coordinatorRecord({
  type: 11,
  name: 'ShareGroupMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
  },
  value: {
    epoch: int32,
    metadataHash: bigInt64,
  },
});

export type ShareGroupMetadataKey = Value<typeof shareGroupMetadata.key.fields>;
export type ShareGroupMetadataValue = Value<typeof shareGroupMetadata.value.fields>;
