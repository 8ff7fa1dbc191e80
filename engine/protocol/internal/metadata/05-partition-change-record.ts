/** What has changed in a partition; absent fields stay as they were. */

import { metadataRecord } from '../../record.ts';
import {
  int32,
  int8,
  nullableArray,
  since,
  tagged,
  uuid,
  withDefault,
  type Value,
} from '../../schema.ts';

export const partitionChangeRecord = metadataRecord({
  key: 5,
  name: 'PartitionChangeRecord',
  versions: [0, 2],
  flexibleFrom: 0,
  fields: {
    partitionId: withDefault(int32, -1),
    topicId: uuid,
    isr: tagged(0, withDefault(nullableArray(int32), null)),
    leader: tagged(1, withDefault(int32, -2)),
    replicas: tagged(2, withDefault(nullableArray(int32), null)),
    removingReplicas: tagged(3, withDefault(nullableArray(int32), null)),
    addingReplicas: tagged(4, withDefault(nullableArray(int32), null)),
    leaderRecoveryState: tagged(5, withDefault(int8, -1)),
    directories: tagged(8, since(1, nullableArray(uuid), null)),
    eligibleLeaderReplicas: tagged(6, since(2, nullableArray(int32), null)),
    lastKnownElr: tagged(7, since(2, nullableArray(int32), null)),
  },
});

export type PartitionChangeRecord = Value<typeof partitionChangeRecord.fields>;
