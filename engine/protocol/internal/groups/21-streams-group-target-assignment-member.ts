/** The tasks that one member of a streams group should have. */

import { coordinatorRecord } from '../../record.ts';
import { array, int32, string, struct, type Value } from '../../schema.ts';

const taskIds = struct({
  subtopologyId: string,
  partitions: array(int32),
});

export const streamsGroupTargetAssignmentMember = coordinatorRecord({
  type: 21,
  name: 'StreamsGroupTargetAssignmentMember',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    memberId: string,
  },
  value: {
    activeTasks: array(taskIds),
    standbyTasks: array(taskIds),
    warmupTasks: array(taskIds),
  },
});

export type StreamsGroupTargetAssignmentMemberKey = Value<
  typeof streamsGroupTargetAssignmentMember.key.fields
>;
export type StreamsGroupTargetAssignmentMemberValue = Value<
  typeof streamsGroupTargetAssignmentMember.value.fields
>;
