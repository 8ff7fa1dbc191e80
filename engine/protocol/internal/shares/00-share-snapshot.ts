/** The whole state of a share partition. */

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

export const shareSnapshot = coordinatorRecord({
  type: 0,
  name: 'ShareSnapshot',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    topicId: uuid,
    partition: int32,
  },
  value: {
    snapshotEpoch: int32,
    stateEpoch: int32,
    leaderEpoch: int32,
    startOffset: int64,
    deliveryCompleteCount: tagged(0, withDefault(int32, -1)),
    createTimestamp: int64,
    writeTimestamp: int64,
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

export type ShareSnapshotKey = Value<typeof shareSnapshot.key.fields>;
export type ShareSnapshotValue = Value<typeof shareSnapshot.value.fields>;
