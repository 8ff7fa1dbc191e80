/** Versions 0-1. Who asks what may be done may do everything: there is no authorizer. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { consumerGroupDescribe as api } from '../../protocol/messages/69-consumer-group-describe.ts';
import { handler } from '../define-handler.ts';

/** Every operation on a group (KIP-430). */
const ALL_GROUP_OPERATIONS = 3400;

export const consumerGroupDescribe = handler(api, async (broker, request, context) => {
  const response = await broker.groups.consumerGroupDescribe(request, broker.groupContext(context));
  if (!request.includeAuthorizedOperations) return response;
  const groups = response.groups.map((group) =>
    group.errorCode === ErrorCode.NONE
      ? { ...group, authorizedOperations: ALL_GROUP_OPERATIONS }
      : group,
  );
  return { ...response, groups };
});
