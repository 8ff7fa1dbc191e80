/** A share consumer acquires records, and may acknowledge earlier ones. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  int8,
  nullableString,
  records,
  since,
  string,
  struct,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const shareFetch = api({
  key: 78,
  name: 'ShareFetch',
  versions: [1, 2],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    groupId: withDefault(nullableString, null),
    memberId: nullableString,
    shareSessionEpoch: int32,
    maxWaitMs: int32,
    minBytes: int32,
    maxBytes: withDefault(int32, 2147483647),
    maxRecords: int32,
    batchSize: int32,
    shareAcquireMode: since(2, int8),
    isRenewAck: since(2, bool),
    topics: array(
      struct({
        topicId: uuid,
        partitions: array(
          struct({
            partitionIndex: int32,
            acknowledgementBatches: array(
              struct({
                firstOffset: int64,
                lastOffset: int64,
                acknowledgeTypes: array(int8),
              }),
            ),
          }),
        ),
      }),
    ),
    forgottenTopicsData: array(
      struct({
        topicId: uuid,
        partitions: array(int32),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: withDefault(nullableString, null),
    acquisitionLockTimeoutMs: int32,
    responses: array(
      struct({
        topicId: uuid,
        partitions: array(
          struct({
            partitionIndex: int32,
            errorCode: int16,
            errorMessage: withDefault(nullableString, null),
            acknowledgeErrorCode: int16,
            acknowledgeErrorMessage: withDefault(nullableString, null),
            currentLeader: struct({
              leaderId: int32,
              leaderEpoch: int32,
            }),
            records: records,
            acquiredRecords: array(
              struct({
                firstOffset: int64,
                lastOffset: int64,
                deliveryCount: int16,
              }),
            ),
          }),
        ),
      }),
    ),
    nodeEndpoints: array(
      struct({
        nodeId: int32,
        host: string,
        port: int32,
        rack: withDefault(nullableString, null),
      }),
    ),
  },
});

export type ShareFetchRequest = Value<typeof shareFetch.request>;
export type ShareFetchResponse = Value<typeof shareFetch.response>;
