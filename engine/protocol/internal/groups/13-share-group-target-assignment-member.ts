/** What one member of a share group should own. */

import { coordinatorRecord } from '../../record.ts';
import { array, int32, string, struct, uuid, type Value } from '../../schema.ts';

export const shareGroupTargetAssignmentMember = coordinatorRecord({
  type: 13,
  name: 'ShareGroupTargetAssignmentMember',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    memberId: string,
  },
  value: {
    topicPartitions: array(
      struct({
        topicId: uuid,
        partitions: array(int32),
      }),
    ),
  },
});

export type ShareGroupTargetAssignmentMemberKey = Value<
  typeof shareGroupTargetAssignmentMember.key.fields
>;
export type ShareGroupTargetAssignmentMemberValue = Value<
  typeof shareGroupTargetAssignmentMember.value.fields
>;
