/** A member says that it is alive, and learns whether it has to join again. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { HeartbeatCommand } from './command.ts';
import { existingMember } from './existing-group.ts';
import { renewSession } from './rebalance.ts';
import type { Turn } from './turn.ts';
import { validateMember } from './validate-member.ts';

export function decideHeartbeat(turn: Turn, { body, request }: HeartbeatCommand): void {
  const { group } = turn;
  if (group === undefined) return turn.answer(request, ErrorCode.UNKNOWN_MEMBER_ID);
  const errorCode = validateMember(group, body);
  if (errorCode !== ErrorCode.NONE) return turn.answer(request, errorCode);
  if (body.generationId !== group.generationId)
    return turn.answer(request, ErrorCode.ILLEGAL_GENERATION);
  renewSession(turn, body.memberId, existingMember(turn, body.memberId).sessionTimeoutMs);
  turn.answer(
    request,
    group.state === 'PreparingRebalance' ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE,
  );
}
