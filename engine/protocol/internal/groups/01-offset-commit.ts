/** How far a group has read one partition. */

import { coordinatorRecord } from '../../record.ts';
import { between, int32, int64, since, string, tagged, uuid, type Value } from '../../schema.ts';

export const offsetCommit = coordinatorRecord({
  type: 1,
  name: 'OffsetCommit',
  versions: [0, 4],
  flexibleFrom: 4,
  key: {
    group: string,
    topic: string,
    partition: int32,
  },
  value: {
    offset: int64,
    leaderEpoch: since(3, int32, -1),
    metadata: string,
    commitTimestamp: int64,
    expireTimestamp: between([1, 1], int64, -1),
    topicId: tagged(0, since(4, uuid)),
  },
});

export type OffsetCommitKey = Value<typeof offsetCommit.key.fields>;
export type OffsetCommitValue = Value<typeof offsetCommit.value.fields>;
