/** The epoch of a consumer group's target assignment. */

import { coordinatorRecord } from '../../record.ts';
import { int32, int64, string, tagged, type Value } from '../../schema.ts';

export const consumerGroupTargetAssignmentMetadata = coordinatorRecord({
  type: 6,
  name: 'ConsumerGroupTargetAssignmentMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
  },
  value: {
    assignmentEpoch: int32,
    assignmentTimestamp: tagged(0, int64),
  },
});

export type ConsumerGroupTargetAssignmentMetadataKey = Value<
  typeof consumerGroupTargetAssignmentMetadata.key.fields
>;
export type ConsumerGroupTargetAssignmentMetadataValue = Value<
  typeof consumerGroupTargetAssignmentMetadata.value.fields
>;
