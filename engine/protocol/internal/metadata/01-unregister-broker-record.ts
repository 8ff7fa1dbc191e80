/** A broker's registration is gone. */

import { metadataRecord } from '../../record.ts';
import { int32, int64, type Value } from '../../schema.ts';

export const unregisterBrokerRecord = metadataRecord({
  key: 1,
  name: 'UnregisterBrokerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    brokerId: int32,
    brokerEpoch: int64,
  },
});

export type UnregisterBrokerRecord = Value<typeof unregisterBrokerRecord.fields>;
