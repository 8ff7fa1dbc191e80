/** A controller has registered its endpoints and features. */

import { metadataRecord } from '../../record.ts';
import {
  array,
  bool,
  int16,
  int32,
  string,
  struct,
  uint16,
  uuid,
  type Value,
} from '../../schema.ts';

export const registerControllerRecord = metadataRecord({
  key: 27,
  name: 'RegisterControllerRecord',
  versions: [0, 0],
  flexibleFrom: 0,
  fields: {
    controllerId: int32,
    incarnationId: uuid,
    zkMigrationReady: bool,
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
  },
});

export type RegisterControllerRecord = Value<typeof registerControllerRecord.fields>;
