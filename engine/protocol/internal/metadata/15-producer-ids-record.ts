/** The producer ids below this one are given out. */

import { metadataRecord } from '../../record.ts';
import { int32, int64, withDefault, type Value } from '../../schema.ts';

export const producerIdsRecord = metadataRecord({
  key: 15,
  name: 'ProducerIdsRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    brokerId: int32,
    brokerEpoch: withDefault(int64, -1),
    nextProducerId: int64,
  },
});

export type ProducerIdsRecord = Value<typeof producerIdsRecord.fields>;
