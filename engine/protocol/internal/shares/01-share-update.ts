/** What has changed in the state of a share partition since its snapshot. */

import { coordinatorRecord } from '../../record.ts';
import {
  array,
  int16,
  int32,
  int64,
  int8,
  string,
  struct,
  tagged,
  uuid,
  withDefault,
  type Value,
} from '../../schema.ts';

export const shareUpdate = coordinatorRecord({
  type: 1,
  name: 'ShareUpdate',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    topicId: uuid,
    partition: int32,
  },
  value: {
    snapshotEpoch: int32,
    leaderEpoch: int32,
    startOffset: int64,
    deliveryCompleteCount: tagged(0, withDefault(int32, -1)),
    stateBatches: array(
      struct({
        firstOffset: int64,
        lastOffset: int64,
        deliveryState: int8,
        deliveryCount: int16,
      }),
    ),
  },
});

export type ShareUpdateKey = Value<typeof shareUpdate.key.fields>;
export type ShareUpdateValue = Value<typeof shareUpdate.value.fields>;
