/** A candidate of the metadata quorum asks a voter for its vote, or whether it would get it. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
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

export const vote = api({
  key: 52,
  name: 'Vote',
  versions: [0, 2],
  flexibleFrom: 0,
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
            replicaEpoch: int32,
            replicaId: int32,
            replicaDirectoryId: since(1, uuid),
            voterDirectoryId: since(1, uuid),
            lastOffsetEpoch: int32,
            lastOffset: int64,
            preVote: since(2, bool),
          }),
        ),
      }),
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
            voteGranted: bool,
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

export type VoteRequest = Value<typeof vote.request>;
export type VoteResponse = Value<typeof vote.response>;
