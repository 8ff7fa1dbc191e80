/** A classic group: its generation, leader, and members with their assignments. */

import { coordinatorRecord } from '../../record.ts';
import {
  array,
  bytes,
  int32,
  int64,
  nullableString,
  since,
  string,
  struct,
  type Value,
} from '../../schema.ts';

const memberMetadata = struct({
  memberId: string,
  groupInstanceId: since(3, nullableString, null),
  clientId: string,
  clientHost: string,
  rebalanceTimeout: since(1, int32, -1),
  sessionTimeout: int32,
  subscription: bytes,
  assignment: bytes,
});

export const groupMetadata = coordinatorRecord({
  type: 2,
  name: 'GroupMetadata',
  versions: [0, 4],
  flexibleFrom: 4,
  key: {
    group: string,
  },
  value: {
    protocolType: string,
    generation: int32,
    protocol: nullableString,
    leader: nullableString,
    currentStateTimestamp: since(2, int64, -1),
    members: array(memberMetadata),
  },
});

export type GroupMetadataKey = Value<typeof groupMetadata.key.fields>;
export type GroupMetadataValue = Value<typeof groupMetadata.value.fields>;
