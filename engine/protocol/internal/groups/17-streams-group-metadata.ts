/** The epoch of a streams group. */

import { coordinatorRecord } from '../../record.ts';
import {
  bigInt64,
  int32,
  nullableArray,
  string,
  struct,
  tagged,
  withDefault,
  type Value,
} from '../../schema.ts';

const lastAssignmentConfig = struct({
  key: string,
  value: string,
});

export const streamsGroupMetadata = coordinatorRecord({
  type: 17,
  name: 'StreamsGroupMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
  },
  value: {
    epoch: int32,
    metadataHash: bigInt64,
    validatedTopologyEpoch: tagged(0, withDefault(int32, -1)),
    lastAssignmentConfigs: tagged(1, nullableArray(lastAssignmentConfig)),
  },
});

export type StreamsGroupMetadataKey = Value<typeof streamsGroupMetadata.key.fields>;
export type StreamsGroupMetadataValue = Value<typeof streamsGroupMetadata.value.fields>;
