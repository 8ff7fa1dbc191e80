/** Versions 1-3. Without an authorizer a rule would protect nothing. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { createAcls as api } from '../../protocol/messages/30-create-acls.ts';
import { handler } from '../define-handler.ts';

export const createAcls = handler(api, (_broker, { creations }) => ({
  results: creations.map(() => ({
    errorCode: ErrorCode.SECURITY_DISABLED,
    errorMessage: 'No Authorizer is configured.',
  })),
}));
