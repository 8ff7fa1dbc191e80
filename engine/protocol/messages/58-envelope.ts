/** A broker forwards a client's request to the controller, with the client's identity. */

import { api } from '../api.ts';
import { bytes, int16, nullableBytes, withDefault, type Value } from '../schema.ts';

export const envelope = api({
  key: 58,
  name: 'Envelope',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    requestData: bytes,
    requestPrincipal: nullableBytes,
    clientHostAddress: bytes,
  },
  response: {
    responseData: withDefault(nullableBytes, null),
    errorCode: int16,
  },
});

export type EnvelopeRequest = Value<typeof envelope.request>;
export type EnvelopeResponse = Value<typeof envelope.response>;
