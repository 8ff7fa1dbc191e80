/** A consumer or a follower reads record batches from a position, waiting for enough bytes or for time to pass. */

import { INT64_MAX } from '../../base/bytes-reader.ts';
import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  nullableRecords,
  nullableString,
  since,
  string,
  struct,
  tagged,
  until,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const fetch = api({
  key: 1,
  name: 'Fetch',
  versions: [4, 18],
  flexibleFrom: 12,
  listeners: ['broker', 'controller'],
  request: {
    clusterId: tagged(0, since(12, nullableString, null)),
    replicaId: until(14, int32, -1),
    replicaState: tagged(
      1,
      since(
        15,
        struct({
          replicaId: withDefault(int32, -1),
          replicaEpoch: withDefault(int64, -1),
        }),
      ),
    ),
    maxWaitMs: int32,
    minBytes: int32,
    maxBytes: withDefault(int32, 2147483647),
    isolationLevel: withDefault(int8, 0),
    sessionId: since(7, int32),
    sessionEpoch: since(7, int32, -1),
    topics: array(
      struct({
        topic: until(12, string),
        topicId: since(13, uuid),
        partitions: array(
          struct({
            partition: int32,
            currentLeaderEpoch: since(9, int32, -1),
            fetchOffset: int64,
            lastFetchedEpoch: since(12, int32, -1),
            logStartOffset: since(5, int64, -1),
            partitionMaxBytes: int32,
            replicaDirectoryId: tagged(0, since(17, uuid)),
            highWatermark: tagged(1, since(18, int64, INT64_MAX)),
          }),
        ),
      }),
    ),
    forgottenTopicsData: since(
      7,
      array(
        struct({
          topic: until(12, string),
          topicId: since(13, uuid),
          partitions: array(int32),
        }),
      ),
    ),
    rackId: since(11, string),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: since(7, int16),
    sessionId: since(7, int32),
    responses: array(
      struct({
        topic: until(12, string),
        topicId: since(13, uuid),
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            highWatermark: int64,
            lastStableOffset: withDefault(int64, -1),
            logStartOffset: since(5, int64, -1),
            divergingEpoch: tagged(
              0,
              since(
                12,
                struct({
                  epoch: withDefault(int32, -1),
                  endOffset: withDefault(int64, -1),
                }),
              ),
            ),
            currentLeader: tagged(
              1,
              since(
                12,
                struct({
                  leaderId: withDefault(int32, -1),
                  leaderEpoch: withDefault(int32, -1),
                }),
              ),
            ),
            snapshotId: tagged(
              2,
              since(
                12,
                struct({
                  endOffset: withDefault(int64, -1),
                  epoch: withDefault(int32, -1),
                }),
              ),
            ),
            abortedTransactions: nullableArray(
              struct({
                producerId: int64,
                firstOffset: int64,
              }),
            ),
            preferredReadReplica: since(11, int32, -1),
            records: nullableRecords,
          }),
        ),
      }),
    ),
    nodeEndpoints: tagged(
      0,
      since(
        16,
        array(
          struct({
            nodeId: int32,
            host: string,
            port: int32,
            rack: withDefault(nullableString, null),
          }),
        ),
      ),
    ),
  },
});

export type FetchRequest = Value<typeof fetch.request>;
export type FetchResponse = Value<typeof fetch.response>;
