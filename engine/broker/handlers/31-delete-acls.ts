/** Versions 1-3. Without an authorizer there are no rules to remove. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { deleteAcls as api } from '../../protocol/messages/31-delete-acls.ts';
import { handler } from '../define-handler.ts';

export const deleteAcls = handler(api, (_broker, { filters }) => ({
  filterResults: filters.map(() => ({
    errorCode: ErrorCode.SECURITY_DISABLED,
    errorMessage: 'No Authorizer is configured.',
    matchingAcls: [],
  })),
}));
