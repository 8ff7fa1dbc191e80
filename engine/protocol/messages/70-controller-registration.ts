/** A controller registers its endpoints and features with the quorum leader. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  nullableString,
  string,
  struct,
  uint16,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const controllerRegistration = api({
  key: 70,
  name: 'ControllerRegistration',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    controllerId: int32,
    incarnationId: uuid,
    zkMigrationReady: bool,
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
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
  },
});

export type ControllerRegistrationRequest = Value<typeof controllerRegistration.request>;
export type ControllerRegistrationResponse = Value<typeof controllerRegistration.response>;
