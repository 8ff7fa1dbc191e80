/** The tasks that one member of a streams group has now. */

import { coordinatorRecord } from '../../record.ts';
import {
  array,
  int32,
  int8,
  nullableArray,
  string,
  struct,
  tagged,
  type Value,
} from '../../schema.ts';

const taskIds = struct({
  subtopologyId: string,
  partitions: array(int32),
  assignmentEpochs: tagged(0, nullableArray(int32)),
});

export const streamsGroupCurrentMemberAssignment = coordinatorRecord({
  type: 22,
  name: 'StreamsGroupCurrentMemberAssignment',
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
    activeTasks: array(taskIds),
    standbyTasks: array(taskIds),
    warmupTasks: array(taskIds),
    activeTasksPendingRevocation: array(taskIds),
    standbyTasksPendingRevocation: array(taskIds),
    warmupTasksPendingRevocation: array(taskIds),
  },
});

export type StreamsGroupCurrentMemberAssignmentKey = Value<
  typeof streamsGroupCurrentMemberAssignment.key.fields
>;
export type StreamsGroupCurrentMemberAssignmentValue = Value<
  typeof streamsGroupCurrentMemberAssignment.value.fields
>;
