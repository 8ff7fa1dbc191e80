/** Removes the registration of a broker that is gone. */

import { api } from '../api.ts';
import { int16, int32, nullableString, withDefault, type Value } from '../schema.ts';

export const unregisterBroker = api({
  key: 64,
  name: 'UnregisterBroker',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  request: {
    brokerId: int32,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
  },
});

export type UnregisterBrokerRequest = Value<typeof unregisterBroker.request>;
export type UnregisterBrokerResponse = Value<typeof unregisterBroker.response>;
