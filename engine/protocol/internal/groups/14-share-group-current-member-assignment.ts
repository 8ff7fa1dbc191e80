/** What one member of a share group owns now. */

import { coordinatorRecord } from '../../record.ts';
import { array, int32, int8, string, struct, uuid, type Value } from '../../schema.ts';

const topicPartitions = struct({
  topicId: uuid,
  partitions: array(int32),
});

export const shareGroupCurrentMemberAssignment = coordinatorRecord({
  type: 14,
  name: 'ShareGroupCurrentMemberAssignment',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    memberId: string,
  },
  value: {
    memberEpoch: int32,
    previousMemberEpoch: int32,
    state: int8,
    assignedPartitions: array(topicPartitions),
  },
});

export type ShareGroupCurrentMemberAssignmentKey = Value<
  typeof shareGroupCurrentMemberAssignment.key.fields
>;
export type ShareGroupCurrentMemberAssignmentValue = Value<
  typeof shareGroupCurrentMemberAssignment.value.fields
>;
