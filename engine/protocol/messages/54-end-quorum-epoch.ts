/** A resigning leader of the metadata quorum tells the voters who should follow. */

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
  until,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const endQuorumEpoch = api({
  key: 54,
  name: 'EndQuorumEpoch',
  versions: [0, 1],
  flexibleFrom: 1,
  listeners: ['controller'],
  request: {
    clusterId: withDefault(nullableString, null),
    topics: array(
      struct({
        topicName: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            leaderId: int32,
            leaderEpoch: int32,
            preferredSuccessors: until(0, array(int32)),
            preferredCandidates: since(
              1,
              array(
                struct({
                  candidateId: int32,
                  candidateDirectoryId: uuid,
                }),
              ),
            ),
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

export type EndQuorumEpochRequest = Value<typeof endQuorumEpoch.request>;
export type EndQuorumEpochResponse = Value<typeof endQuorumEpoch.response>;
