/** A broker has been fenced, unfenced or put into controlled shutdown, or its directories changed. */

import { metadataRecord } from '../../record.ts';
import {
  array,
  int32,
  int64,
  int8,
  nullableArray,
  since,
  tagged,
  uuid,
  type Value,
} from '../../schema.ts';

export const brokerRegistrationChangeRecord = metadataRecord({
  key: 17,
  name: 'BrokerRegistrationChangeRecord',
  versions: [0, 3],
  flexibleFrom: 0,
  fields: {
    brokerId: int32,
    brokerEpoch: int64,
    fenced: tagged(0, int8),
    inControlledShutdown: tagged(1, since(1, int8)),
    logDirs: tagged(2, since(2, array(uuid))),
    cordonedLogDirs: tagged(3, since(3, nullableArray(uuid), null)),
  },
});

export type BrokerRegistrationChangeRecord = Value<typeof brokerRegistrationChangeRecord.fields>;
