/** Versions 0-1. Plaintext listeners have no mechanisms: answered as Kafka does there. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { saslHandshake as api } from '../../protocol/messages/17-sasl-handshake.ts';
import { handler } from '../define-handler.ts';

export const saslHandshake = handler(api, () => ({
  errorCode: ErrorCode.ILLEGAL_SASL_STATE,
  mechanisms: [],
}));
