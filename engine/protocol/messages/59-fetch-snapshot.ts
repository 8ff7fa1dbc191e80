/** Reads a metadata snapshot from the quorum leader piece by piece. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  nullableString,
  records,
  since,
  string,
  struct,
  tagged,
  uint16,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const fetchSnapshot = api({
  key: 59,
  name: 'FetchSnapshot',
  versions: [0, 1],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    clusterId: tagged(0, withDefault(nullableString, null)),
    replicaId: withDefault(int32, -1),
    maxBytes: withDefault(int32, 2147483647),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partition: int32,
            currentLeaderEpoch: int32,
            snapshotId: struct({
              endOffset: int64,
              epoch: int32,
            }),
            position: int64,
            replicaDirectoryId: tagged(0, since(1, uuid)),
          }),
        ),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            index: int32,
            errorCode: int16,
            snapshotId: struct({
              endOffset: int64,
              epoch: int32,
            }),
            currentLeader: tagged(
              0,
              struct({
                leaderId: int32,
                leaderEpoch: int32,
              }),
            ),
            size: int64,
            position: int64,
            unalignedRecords: records,
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

export type FetchSnapshotRequest = Value<typeof fetchSnapshot.request>;
export type FetchSnapshotResponse = Value<typeof fetchSnapshot.response>;
