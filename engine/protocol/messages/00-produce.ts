/** A producer appends record batches to partitions and says how many replicas must have them before the answer. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
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

export const produce = api({
  key: 0,
  name: 'Produce',
  versions: [3, 13],
  advertised: [0, 13],
  flexibleFrom: 9,
  listeners: ['broker'],
  request: {
    transactionalId: withDefault(nullableString, null),
    acks: int16,
    timeoutMs: int32,
    topicData: array(
      struct({
        name: until(12, string),
        topicId: since(13, uuid),
        partitionData: array(
          struct({
            index: int32,
            records: nullableRecords,
          }),
        ),
      }),
    ),
  },
  response: {
    responses: array(
      struct({
        name: until(12, string),
        topicId: since(13, uuid),
        partitionResponses: array(
          struct({
            index: int32,
            errorCode: int16,
            baseOffset: int64,
            logAppendTimeMs: withDefault(int64, -1),
            logStartOffset: since(5, int64, -1),
            recordErrors: since(
              8,
              array(
                struct({
                  batchIndex: int32,
                  batchIndexErrorMessage: withDefault(nullableString, null),
                }),
              ),
            ),
            errorMessage: since(8, nullableString, null),
            currentLeader: tagged(
              0,
              since(
                10,
                struct({
                  leaderId: withDefault(int32, -1),
                  leaderEpoch: withDefault(int32, -1),
                }),
              ),
            ),
          }),
        ),
      }),
    ),
    throttleTimeMs: withDefault(int32, 0),
    nodeEndpoints: tagged(
      0,
      since(
        10,
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

export type ProduceRequest = Value<typeof produce.request>;
export type ProduceResponse = Value<typeof produce.response>;
