/** Elects leaders for partitions: the preferred ones, or unclean ones where nothing else is left. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const electLeaders = api({
  key: 43,
  name: 'ElectLeaders',
  versions: [0, 2],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    electionType: since(1, int8),
    topicPartitions: nullableArray(
      struct({
        topic: string,
        partitions: array(int32),
      }),
    ),
    timeoutMs: withDefault(int32, 60000),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: since(1, int16),
    replicaElectionResults: array(
      struct({
        topic: string,
        partitionResult: array(
          struct({
            partitionId: int32,
            errorCode: int16,
            errorMessage: nullableString,
          }),
        ),
      }),
    ),
  },
});

export type ElectLeadersRequest = Value<typeof electLeaders.request>;
export type ElectLeadersResponse = Value<typeof electLeaders.response>;
