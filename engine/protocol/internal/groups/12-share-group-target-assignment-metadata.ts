/** The epoch of a share group's target assignment. */

import { coordinatorRecord } from '../../record.ts';
import { int32, int64, string, tagged, type Value } from '../../schema.ts';

export const shareGroupTargetAssignmentMetadata = coordinatorRecord({
  type: 12,
  name: 'ShareGroupTargetAssignmentMetadata',
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

export type ShareGroupTargetAssignmentMetadataKey = Value<
  typeof shareGroupTargetAssignmentMetadata.key.fields
>;
export type ShareGroupTargetAssignmentMetadataValue = Value<
  typeof shareGroupTargetAssignmentMetadata.value.fields
>;
