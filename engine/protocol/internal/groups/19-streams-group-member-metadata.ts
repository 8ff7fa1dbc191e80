/** A member of a streams group: its process, endpoint and topology epoch. */

import { coordinatorRecord } from '../../record.ts';
import {
  array,
  int32,
  nullable,
  nullableString,
  string,
  struct,
  uint16,
  withDefault,
  type Value,
} from '../../schema.ts';

const endpoint = struct({
  host: string,
  port: uint16,
});

const keyValue = struct({
  key: string,
  value: string,
});

export const streamsGroupMemberMetadata = coordinatorRecord({
  type: 19,
  name: 'StreamsGroupMemberMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    memberId: string,
  },
  value: {
    instanceId: nullableString,
    rackId: nullableString,
    clientId: string,
    clientHost: string,
    rebalanceTimeoutMs: withDefault(int32, -1),
    topologyEpoch: int32,
    processId: string,
    userEndpoint: withDefault(nullable(endpoint), null),
    clientTags: array(keyValue),
  },
});

export type StreamsGroupMemberMetadataKey = Value<typeof streamsGroupMemberMetadata.key.fields>;
export type StreamsGroupMemberMetadataValue = Value<typeof streamsGroupMemberMetadata.value.fields>;
