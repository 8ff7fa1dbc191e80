/** Versions 0-2. Plaintext listeners do not authenticate: answered as Kafka does there. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { saslAuthenticate as api } from '../../protocol/messages/36-sasl-authenticate.ts';
import { handler } from '../define-handler.ts';

export const saslAuthenticate = handler(api, () => ({
  errorCode: ErrorCode.ILLEGAL_SASL_STATE,
  errorMessage: 'SaslAuthenticate request received after successful authentication',
  authBytes: Buffer.alloc(0),
}));
