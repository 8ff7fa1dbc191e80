/** A member of a share group and what it subscribes to. */

import { coordinatorRecord } from '../../record.ts';
import { array, nullableString, string, type Value } from '../../schema.ts';

export const shareGroupMemberMetadata = coordinatorRecord({
  type: 10,
  name: 'ShareGroupMemberMetadata',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    memberId: string,
  },
  value: {
    rackId: nullableString,
    clientId: string,
    clientHost: string,
    subscribedTopicNames: array(string),
  },
});

export type ShareGroupMemberMetadataKey = Value<typeof shareGroupMemberMetadata.key.fields>;
export type ShareGroupMemberMetadataValue = Value<typeof shareGroupMemberMetadata.value.fields>;
