/** Versions 0-6. Who asks what may be done may do everything: there is no authorizer. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { describeGroups as api } from '../../protocol/messages/15-describe-groups.ts';
import { handler } from '../define-handler.ts';

/** Every operation on a group (KIP-430). */
const ALL_GROUP_OPERATIONS = 3400;

export const describeGroups = handler(api, async (broker, request, context) => {
  const response = await broker.groups.describeGroups(request, broker.groupContext(context));
  if (!request.includeAuthorizedOperations) return response;
  const groups = response.groups.map((group) =>
    group.errorCode === ErrorCode.NONE
      ? { ...group, authorizedOperations: ALL_GROUP_OPERATIONS }
      : group,
  );
  return { ...response, groups };
});
