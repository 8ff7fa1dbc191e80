/** Chooses the SASL mechanism of a connection; the tokens follow. */

import { api } from '../api.ts';
import { NEVER, array, int16, string, type Value } from '../schema.ts';

export const saslHandshake = api({
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  flexibleFrom: NEVER,
  listeners: ['broker', 'controller'],
  request: {
    mechanism: string,
  },
  response: {
    errorCode: int16,
    mechanisms: array(string),
  },
});

export type SaslHandshakeRequest = Value<typeof saslHandshake.request>;
export type SaslHandshakeResponse = Value<typeof saslHandshake.response>;
