/** A starting broker registers with the controller and receives its epoch. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  nullableString,
  since,
  string,
  struct,
  uint16,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const brokerRegistration = api({
  key: 62,
  name: 'BrokerRegistration',
  versions: [0, 4],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    brokerId: int32,
    clusterId: string,
    incarnationId: uuid,
    listeners: array(
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
    isMigratingZkBroker: since(1, bool),
    logDirs: since(2, array(uuid)),
    previousBrokerEpoch: since(3, int64, -1),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    brokerEpoch: withDefault(int64, -1),
  },
});

export type BrokerRegistrationRequest = Value<typeof brokerRegistration.request>;
export type BrokerRegistrationResponse = Value<typeof brokerRegistration.response>;
