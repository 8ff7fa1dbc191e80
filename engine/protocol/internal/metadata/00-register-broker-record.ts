/** A broker has registered: its epoch, endpoints, features and log directories. */

import { metadataRecord } from '../../record.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  tagged,
  uint16,
  uuid,
  withDefault,
  type Value,
} from '../../schema.ts';

export const registerBrokerRecord = metadataRecord({
  key: 0,
  name: 'RegisterBrokerRecord',
  versions: [0, 4],
  flexibleFrom: 0,
  fields: {
    brokerId: int32,
    isMigratingZkBroker: since(2, bool),
    incarnationId: uuid,
    brokerEpoch: int64,
    endPoints: array(
      struct({
        name: string,
        host: string,
        port: uint16,
        securityProtocol: int16,
      }),
    ),
    features: array(
      struct({
        name: string,
        minSupportedVersion: int16,
        maxSupportedVersion: int16,
      }),
    ),
    rack: nullableString,
    fenced: withDefault(bool, true),
    inControlledShutdown: since(1, bool),
    logDirs: tagged(0, since(3, array(uuid))),
    cordonedLogDirs: tagged(1, since(4, nullableArray(uuid), null)),
  },
});

export type RegisterBrokerRecord = Value<typeof registerBrokerRecord.fields>;
