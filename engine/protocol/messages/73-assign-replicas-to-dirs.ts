/** A broker tells the controller in which log directory each replica lies. */

import { api } from '../api.ts';
import { array, int16, int32, int64, struct, uuid, withDefault, type Value } from '../schema.ts';

export const assignReplicasToDirs = api({
  key: 73,
  name: 'AssignReplicasToDirs',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    brokerId: int32,
    brokerEpoch: withDefault(int64, -1),
    directories: array(
      struct({
        id: uuid,
        topics: array(
          struct({
            topicId: uuid,
            partitions: array(
              struct({
                partitionIndex: int32,
              }),
            ),
          }),
        ),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    directories: array(
      struct({
        id: uuid,
        topics: array(
          struct({
            topicId: uuid,
            partitions: array(
              struct({
                partitionIndex: int32,
                errorCode: int16,
              }),
            ),
          }),
        ),
      }),
    ),
  },
});

export type AssignReplicasToDirsRequest = Value<typeof assignReplicasToDirs.request>;
export type AssignReplicasToDirsResponse = Value<typeof assignReplicasToDirs.response>;
