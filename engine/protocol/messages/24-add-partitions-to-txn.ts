/** Adds partitions to a running transaction, or lets a broker verify that they are in it. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  since,
  string,
  struct,
  until,
  withDefault,
  type Value,
} from '../schema.ts';

const addPartitionsToTxnTopic = struct({
  name: string,
  partitions: array(int32),
});

const addPartitionsToTxnPartitionResult = struct({
  partitionIndex: int32,
  partitionErrorCode: int16,
});

const addPartitionsToTxnTopicResult = struct({
  name: string,
  resultsByPartition: array(addPartitionsToTxnPartitionResult),
});

export const addPartitionsToTxn = api({
  key: 24,
  name: 'AddPartitionsToTxn',
  versions: [0, 5],
  flexibleFrom: 3,
  listeners: ['broker'],
  request: {
    transactions: since(
      4,
      array(
        struct({
          transactionalId: string,
          producerId: int64,
          producerEpoch: int16,
          verifyOnly: withDefault(bool, false),
          topics: array(addPartitionsToTxnTopic),
        }),
      ),
    ),
    v3AndBelowTransactionalId: until(3, string),
    v3AndBelowProducerId: until(3, int64),
    v3AndBelowProducerEpoch: until(3, int16),
    v3AndBelowTopics: until(3, array(addPartitionsToTxnTopic)),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: since(4, int16),
    resultsByTransaction: since(
      4,
      array(
        struct({
          transactionalId: string,
          topicResults: array(addPartitionsToTxnTopicResult),
        }),
      ),
    ),
    resultsByTopicV3AndBelow: until(3, array(addPartitionsToTxnTopicResult)),
  },
});

export type AddPartitionsToTxnRequest = Value<typeof addPartitionsToTxn.request>;
export type AddPartitionsToTxnResponse = Value<typeof addPartitionsToTxn.response>;
