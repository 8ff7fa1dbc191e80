/** Tells which brokers there are and which of them leads each partition of the topics asked for. */

import { api } from '../api.ts';
import {
  array,
  between,
  bool,
  int16,
  int32,
  nullableSince,
  nullableString,
  since,
  string,
  struct,
  uuid,
  type Value,
} from '../schema.ts';

export const metadata = api({
  key: 3,
  name: 'Metadata',
  versions: [0, 13],
  flexibleFrom: 9,
  listeners: ['broker'],
  request: {
    topics: nullableSince(
      1,
      array(
        struct({
          topicId: since(10, uuid),
          name: nullableSince(10, string),
        }),
      ),
    ),
    allowAutoTopicCreation: since(4, bool, true),
    includeClusterAuthorizedOperations: between([8, 10], bool),
    includeTopicAuthorizedOperations: since(8, bool),
  },
  response: {
    throttleTimeMs: since(3, int32),
    brokers: array(
      struct({
        nodeId: int32,
        host: string,
        port: int32,
        rack: since(1, nullableString, null),
      }),
    ),
    clusterId: since(2, nullableString, null),
    controllerId: since(1, int32, -1),
    topics: array(
      struct({
        errorCode: int16,
        name: nullableSince(12, string),
        topicId: since(10, uuid),
        isInternal: since(1, bool),
        partitions: array(
          struct({
            errorCode: int16,
            partitionIndex: int32,
            leaderId: int32,
            leaderEpoch: since(7, int32, -1),
            replicaNodes: array(int32),
            isrNodes: array(int32),
            offlineReplicas: since(5, array(int32)),
          }),
        ),
        topicAuthorizedOperations: since(8, int32, -2147483648),
      }),
    ),
    clusterAuthorizedOperations: between([8, 10], int32, -2147483648),
    errorCode: since(13, int16),
  },
});

export type MetadataRequest = Value<typeof metadata.request>;
export type MetadataResponse = Value<typeof metadata.response>;
