/** The state of one transactional id. */

import { coordinatorRecord } from '../../record.ts';
import {
  array,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  since,
  string,
  struct,
  tagged,
  type Value,
} from '../../schema.ts';

export const transactionLog = coordinatorRecord({
  type: 0,
  name: 'TransactionLog',
  versions: [0, 1],
  flexibleFrom: 1,
  key: {
    transactionalId: string,
  },
  value: {
    producerId: int64,
    previousProducerId: tagged(0, since(1, int64, -1)),
    nextProducerId: tagged(1, since(1, int64, -1)),
    producerEpoch: int16,
    nextProducerEpoch: tagged(3, since(1, int16, -1)),
    transactionTimeoutMs: int32,
    transactionStatus: int8,
    transactionPartitions: nullableArray(
      struct({
        topic: string,
        partitionIds: array(int32),
      }),
    ),
    transactionLastUpdateTimestampMs: int64,
    transactionStartTimestampMs: int64,
    clientTransactionVersion: tagged(2, since(1, int16)),
  },
});

export type TransactionLogKey = Value<typeof transactionLog.key.fields>;
export type TransactionLogValue = Value<typeof transactionLog.value.fields>;
