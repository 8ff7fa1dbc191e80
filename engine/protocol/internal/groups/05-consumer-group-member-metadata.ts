/** A member of a consumer group and what it subscribes to. */

import { coordinatorRecord } from '../../record.ts';
import {
  array,
  bytes,
  int32,
  nullable,
  nullableString,
  string,
  struct,
  tagged,
  withDefault,
  type Value,
} from '../../schema.ts';

export const consumerGroupMemberMetadata = coordinatorRecord({
  type: 5,
  name: 'ConsumerGroupMemberMetadata',
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
    subscribedTopicNames: array(string),
    subscribedTopicRegex: nullableString,
    rebalanceTimeoutMs: withDefault(int32, -1),
    serverAssignor: nullableString,
    classicMemberMetadata: tagged(
      0,
      nullable(
        struct({
          sessionTimeoutMs: int32,
          supportedProtocols: array(
            struct({
              name: string,
              metadata: bytes,
            }),
          ),
        }),
      ),
    ),
  },
});

export type ConsumerGroupMemberMetadataKey = Value<typeof consumerGroupMemberMetadata.key.fields>;
export type ConsumerGroupMemberMetadataValue = Value<
  typeof consumerGroupMemberMetadata.value.fields
>;
