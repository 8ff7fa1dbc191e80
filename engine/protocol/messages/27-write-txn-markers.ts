/** The transaction coordinator tells partition leaders to write commit or abort markers. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  int8,
  since,
  string,
  struct,
  type Value,
} from '../schema.ts';

export const writeTxnMarkers = api({
  key: 27,
  name: 'WriteTxnMarkers',
  versions: [1, 2],
  flexibleFrom: 1,
  listeners: ['broker'],
  request: {
    markers: array(
      struct({
        producerId: int64,
        producerEpoch: int16,
        transactionResult: bool,
        topics: array(
          struct({
            name: string,
            partitionIndexes: array(int32),
          }),
        ),
        coordinatorEpoch: int32,
        transactionVersion: since(2, int8),
      }),
    ),
  },
  response: {
    markers: array(
      struct({
        producerId: int64,
        topics: array(
          struct({
            name: string,
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

export type WriteTxnMarkersRequest = Value<typeof writeTxnMarkers.request>;
export type WriteTxnMarkersResponse = Value<typeof writeTxnMarkers.response>;
