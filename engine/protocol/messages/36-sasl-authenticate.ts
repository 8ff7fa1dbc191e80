/** Carries one SASL token in each direction. */

import { api } from '../api.ts';
import { bytes, int16, int64, nullableString, since, type Value } from '../schema.ts';

export const saslAuthenticate = api({
  key: 36,
  name: 'SaslAuthenticate',
  versions: [0, 2],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    authBytes: bytes,
  },
  response: {
    errorCode: int16,
    errorMessage: nullableString,
    authBytes: bytes,
    sessionLifetimeMs: since(1, int64),
  },
});

export type SaslAuthenticateRequest = Value<typeof saslAuthenticate.request>;
export type SaslAuthenticateResponse = Value<typeof saslAuthenticate.response>;
