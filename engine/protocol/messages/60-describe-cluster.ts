/** Tells the cluster's id, its controller and its nodes. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int8,
  nullableString,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeCluster = api({
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 2],
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  request: {
    includeClusterAuthorizedOperations: bool,
    endpointType: since(1, int8, 1),
    includeFencedBrokers: since(2, bool),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: withDefault(nullableString, null),
    endpointType: since(1, int8, 1),
    clusterId: string,
    controllerId: withDefault(int32, -1),
    brokers: array(
      struct({
        brokerId: int32,
        host: string,
        port: int32,
        rack: withDefault(nullableString, null),
        isFenced: since(2, bool),
      }),
    ),
    clusterAuthorizedOperations: withDefault(int32, -2147483648),
  },
});

export type DescribeClusterRequest = Value<typeof describeCluster.request>;
export type DescribeClusterResponse = Value<typeof describeCluster.response>;
