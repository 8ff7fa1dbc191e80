/** A committed offset in the form of the oldest brokers. */

import { coordinatorRecord } from '../../record.ts';
import { NEVER, int32, int64, string, type Value } from '../../schema.ts';

export const legacyOffsetCommit = coordinatorRecord({
  type: 0,
  name: 'LegacyOffsetCommit',
  versions: [0, 0],
  flexibleFrom: NEVER,
  key: {
    group: string,
    topic: string,
    partition: int32,
  },
  value: {
    offset: int64,
    metadata: string,
    commitTimestamp: int64,
  },
});

export type LegacyOffsetCommitKey = Value<typeof legacyOffsetCommit.key.fields>;
export type LegacyOffsetCommitValue = Value<typeof legacyOffsetCommit.value.fields>;
