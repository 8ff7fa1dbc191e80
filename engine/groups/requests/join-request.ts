/** Between JoinGroup as clients of different ages send it, and the command that the machine knows. */

import type { RequestId } from '../../coordinator/machine.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { JoinGroupRequest, JoinGroupResponse } from '../../protocol/messages/11-join-group.ts';
import type { JoinCommand } from '../decide/command.ts';
import type { GroupConfig } from '../group-config.ts';
import type { RequestContext } from '../request-context.ts';

/** The first version in which the protocol name may be null. */
const NULLABLE_NAME_VERSION = 7;

export function joinRequestError(
  { groupId, sessionTimeoutMs }: JoinGroupRequest,
  config: GroupConfig,
): ErrorCode {
  if (groupId === '') return ErrorCode.INVALID_GROUP_ID;
  const isInRange =
    sessionTimeoutMs >= config.minSessionTimeoutMs &&
    sessionTimeoutMs <= config.maxSessionTimeoutMs;
  return isInRange ? ErrorCode.NONE : ErrorCode.INVALID_SESSION_TIMEOUT;
}

export interface Join {
  readonly body: JoinGroupRequest;
  readonly context: RequestContext;
  readonly uniquePart: string;
}

/** Metadata outlives the frame that it came in, so it is copied. The oldest clients have one time-out for both. */
export function joinCommand({ body, context, uniquePart }: Join, request: RequestId): JoinCommand {
  const protocols = body.protocols.map(({ name, metadata }) => ({
    name,
    metadata: Buffer.from(metadata),
  }));
  const rebalanceTimeoutMs =
    body.rebalanceTimeoutMs === -1 ? body.sessionTimeoutMs : body.rebalanceTimeoutMs;
  return {
    kind: 'join',
    request,
    groupId: body.groupId,
    body: { ...body, protocols, rebalanceTimeoutMs },
    context,
    uniquePart,
  };
}

export function joinResponse(
  response: JoinGroupResponse,
  { apiVersion }: RequestContext,
): JoinGroupResponse {
  if (apiVersion >= NULLABLE_NAME_VERSION) return response;
  return { ...response, protocolName: response.protocolName ?? '' };
}
