/** Members ask for their assignment; the leader brings everyone's. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { SyncGroupRequest } from '../../protocol/messages/14-sync-group.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import { EMPTY_BYTES } from '../state/group-member.ts';
import type { SyncCommand } from './command.ts';
import { existingGroup, existingMember } from './existing-group.ts';
import { renewSession } from './rebalance.ts';
import { storedGroup } from './stored-group.ts';
import { syncFailure, syncSuccess } from './sync-reply.ts';
import type { Turn } from './turn.ts';
import { validateMember } from './validate-member.ts';

export function decideSync(turn: Turn, { body, request }: SyncCommand): void {
  const { group, groupId } = turn;
  const errorCode = group === undefined ? ErrorCode.UNKNOWN_MEMBER_ID : syncError(group, body);
  if (group === undefined || errorCode !== ErrorCode.NONE)
    return turn.answer(request, syncFailure(errorCode));
  const { memberId } = body;
  const { assignment, awaitingSync } = existingMember(turn, memberId);
  if (awaitingSync !== null)
    turn.answer(awaitingSync, syncFailure(ErrorCode.REBALANCE_IN_PROGRESS));
  const isStable = group.state === 'Stable';
  turn.emit({ kind: 'sync-received', groupId, memberId, awaitingSync: isStable ? null : request });
  if (isStable) turn.answer(request, syncSuccess(group, assignment));
  else if (group.leaderId === memberId) assign(turn, body);
}

function syncError(group: Readonly<ClassicGroup>, body: SyncGroupRequest): ErrorCode {
  const errorCode = validateMember(group, body);
  if (errorCode !== ErrorCode.NONE) return errorCode;
  if (body.generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION;
  if (
    differs(body.protocolType, group.protocolType) ||
    differs(body.protocolName, group.protocolName)
  ) {
    return ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
  }
  return group.state === 'PreparingRebalance' ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
}

/** Older versions do not say what they believe (KIP-559). */
function differs(said: string | null, actual: string | null): boolean {
  return said !== null && actual !== null && said !== actual;
}

/** The generation is complete: it is stored, and whoever waits for its part gets it. */
function assign(turn: Turn, { assignments }: SyncGroupRequest): void {
  const { groupId, now } = turn;
  const byMember = new Map(assignments.map(({ memberId, assignment }) => [memberId, assignment]));
  const stored = storedGroup(existingGroup(turn), now.wallMs);
  const waiting = [...existingGroup(turn).members.values()];
  const members = stored.members.map((member) => ({
    ...member,
    assignment: byMember.get(member.memberId) ?? EMPTY_BYTES,
  }));
  turn.emit({ kind: 'group-metadata', groupId, value: { ...stored, members } });
  for (const { memberId, awaitingSync, sessionTimeoutMs } of waiting) {
    if (awaitingSync === null) continue;
    turn.answer(
      awaitingSync,
      syncSuccess(existingGroup(turn), existingMember(turn, memberId).assignment),
    );
    renewSession(turn, memberId, sessionTimeoutMs);
  }
}
