/** Creates topics by count or by explicit assignment, with configs; may only be checked instead. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  tagged,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const createTopics = api({
  key: 19,
  name: 'CreateTopics',
  versions: [2, 7],
  flexibleFrom: 5,
  listeners: ['broker', 'controller'],
  request: {
    topics: array(
      struct({
        name: string,
        numPartitions: int32,
        replicationFactor: int16,
        assignments: array(
          struct({
            partitionIndex: int32,
            brokerIds: array(int32),
          }),
        ),
        configs: array(
          struct({
            name: string,
            value: nullableString,
          }),
        ),
      }),
    ),
    timeoutMs: withDefault(int32, 60000),
    validateOnly: withDefault(bool, false),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    topics: array(
      struct({
        name: string,
        topicId: since(7, uuid),
        errorCode: int16,
        errorMessage: nullableString,
        topicConfigErrorCode: tagged(0, since(5, int16)),
        numPartitions: since(5, int32, -1),
        replicationFactor: since(5, int16, -1),
        configs: since(
          5,
          nullableArray(
            struct({
              name: string,
              value: nullableString,
              readOnly: bool,
              configSource: withDefault(int8, -1),
              isSensitive: bool,
            }),
          ),
        ),
      }),
    ),
  },
});

export type CreateTopicsRequest = Value<typeof createTopics.request>;
export type CreateTopicsResponse = Value<typeof createTopics.response>;
