/** The epoch of a streams group's target assignment. */

import { coordinatorRecord } from '../../record.ts';
import { int32, int64, string, tagged, type Value } from '../../schema.ts';

export const streamsGroupTargetAssignmentMetadata = coordinatorRecord({
  type: 20,
  name: 'StreamsGroupTargetAssignmentMetadata',
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

export type StreamsGroupTargetAssignmentMetadataKey = Value<
  typeof streamsGroupTargetAssignmentMetadata.key.fields
>;
export type StreamsGroupTargetAssignmentMetadataValue = Value<
  typeof streamsGroupTargetAssignmentMetadata.value.fields
>;
