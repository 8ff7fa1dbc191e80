/** What one member of a consumer group owns now. */

import { coordinatorRecord } from '../../record.ts';
import {
  array,
  int32,
  int8,
  nullableArray,
  string,
  struct,
  tagged,
  uuid,
  type Value,
} from '../../schema.ts';

const topicPartitions = struct({
  topicId: uuid,
  partitions: array(int32),
  assignmentEpochs: tagged(0, nullableArray(int32)),
});

export const consumerGroupCurrentMemberAssignment = coordinatorRecord({
  type: 8,
  name: 'ConsumerGroupCurrentMemberAssignment',
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
    partitionsPendingRevocation: array(topicPartitions),
  },
});

export type ConsumerGroupCurrentMemberAssignmentKey = Value<
  typeof consumerGroupCurrentMemberAssignment.key.fields
>;
export type ConsumerGroupCurrentMemberAssignmentValue = Value<
  typeof consumerGroupCurrentMemberAssignment.value.fields
>;
