/** Moves replicas between the log directories of one broker. */

import { api } from '../api.ts';
import { array, int16, int32, string, struct, withDefault, type Value } from '../schema.ts';

export const alterReplicaLogDirs = api({
  key: 34,
  name: 'AlterReplicaLogDirs',
  versions: [1, 2],
  flexibleFrom: 2,
  listeners: ['broker'],
  request: {
    dirs: array(
      struct({
        path: string,
        topics: array(
          struct({
            name: string,
            partitions: array(int32),
          }),
        ),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    results: array(
      struct({
        topicName: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
          }),
        ),
      }),
    ),
  },
});

export type AlterReplicaLogDirsRequest = Value<typeof alterReplicaLogDirs.request>;
export type AlterReplicaLogDirsResponse = Value<typeof alterReplicaLogDirs.response>;
