/** A partition as a whole: replicas, in-sync set, leader and epochs. */

import { metadataRecord } from '../../record.ts';
import {
  array,
  int32,
  int8,
  nullableArray,
  since,
  tagged,
  uuid,
  withDefault,
  type Value,
} from '../../schema.ts';

export const partitionRecord = metadataRecord({
  key: 3,
  name: 'PartitionRecord',
  versions: [0, 2],
  flexibleFrom: 0,
  fields: {
    partitionId: withDefault(int32, -1),
    topicId: uuid,
    replicas: array(int32),
    isr: array(int32),
    removingReplicas: array(int32),
    addingReplicas: array(int32),
    leader: withDefault(int32, -1),
    leaderRecoveryState: tagged(0, int8),
    leaderEpoch: withDefault(int32, -1),
    partitionEpoch: withDefault(int32, -1),
    directories: since(1, array(uuid)),
    eligibleLeaderReplicas: tagged(1, since(2, nullableArray(int32), null)),
    lastKnownElr: tagged(2, since(2, nullableArray(int32), null)),
  },
});

export type PartitionRecord = Value<typeof partitionRecord.fields>;
