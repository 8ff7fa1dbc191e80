/** Versions 1-3. Without an authorizer there are no rules to tell. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { describeAcls as api } from '../../protocol/messages/29-describe-acls.ts';
import { handler } from '../define-handler.ts';

export const describeAcls = handler(api, () => ({
  errorCode: ErrorCode.SECURITY_DISABLED,
  errorMessage: 'No Authorizer is configured on the broker',
  resources: [],
}));
