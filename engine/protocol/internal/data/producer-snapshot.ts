/** The state of all producers of a partition, stored in `<offset>.snapshot`. */

import { data } from '../../record.ts';
import { NEVER, array, int16, int32, int64, struct, uint32, type Value } from '../../schema.ts';

export const producerSnapshot = data({
  name: 'ProducerSnapshot',
  versions: [1, 1],
  flexibleFrom: NEVER,
  fields: {
    crc: uint32,
    producerEntries: array(
      struct({
        producerId: int64,
        epoch: int16,
        lastSequence: int32,
        lastOffset: int64,
        offsetDelta: int32,
        timestamp: int64,
        coordinatorEpoch: int32,
        currentTxnFirstOffset: int64,
      }),
    ),
  },
});

export type ProducerSnapshot = Value<typeof producerSnapshot.fields>;
