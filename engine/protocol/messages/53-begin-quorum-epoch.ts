/** A new leader of the metadata quorum announces its epoch to the voters. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  nullableString,
  since,
  string,
  struct,
  tagged,
  uint16,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const beginQuorumEpoch = api({
  key: 53,
  name: 'BeginQuorumEpoch',
  versions: [0, 1],
  flexibleFrom: 1,
  listeners: ['controller'],
  request: {
    clusterId: withDefault(nullableString, null),
    voterId: since(1, int32, -1),
    topics: array(
      struct({
        topicName: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            voterDirectoryId: since(1, uuid),
            leaderId: int32,
            leaderEpoch: int32,
          }),
        ),
      }),
    ),
    leaderEndpoints: since(
      1,
      array(
        struct({
          name: string,
          host: string,
          port: uint16,
        }),
      ),
    ),
  },
  response: {
    errorCode: int16,
    topics: array(
      struct({
        topicName: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            leaderId: int32,
            leaderEpoch: int32,
          }),
        ),
      }),
    ),
    nodeEndpoints: tagged(
      0,
      since(
        1,
        array(
          struct({
            nodeId: int32,
            host: string,
            port: uint16,
          }),
        ),
      ),
    ),
  },
});

export type BeginQuorumEpochRequest = Value<typeof beginQuorumEpoch.request>;
export type BeginQuorumEpochResponse = Value<typeof beginQuorumEpoch.response>;
