/** What one member of a consumer group should own. */

import { coordinatorRecord } from '../../record.ts';
import { array, int32, string, struct, uuid, type Value } from '../../schema.ts';

export const consumerGroupTargetAssignmentMember = coordinatorRecord({
  type: 7,
  name: 'ConsumerGroupTargetAssignmentMember',
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

export type ConsumerGroupTargetAssignmentMemberKey = Value<
  typeof consumerGroupTargetAssignmentMember.key.fields
>;
export type ConsumerGroupTargetAssignmentMemberValue = Value<
  typeof consumerGroupTargetAssignmentMember.value.fields
>;
