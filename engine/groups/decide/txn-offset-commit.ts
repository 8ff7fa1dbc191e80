/** A transactional producer stores how far its consumer has read, to count when the transaction commits (KIP-447). */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { TxnOffsetCommitRequest } from '../../protocol/messages/28-txn-offset-commit.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import type { ConsumerGroup } from '../state/consumer-group.ts';
import type { TxnOffsetCommitCommand } from './command.ts';
import { commitPartition, resultsOf } from './offset-commit.ts';
import type { Turn } from './turn.ts';
import { validateMember } from './validate-member.ts';

export function decideTxnOffsetCommit(turn: Turn, command: TxnOffsetCommitCommand): void {
  const { body, request, topics } = command;
  const { producerId } = body;
  const errorCode =
    turn.consumerGroup === undefined
      ? commitError(turn.group, body)
      : consumerCommitError(turn.consumerGroup, body);
  const results = resultsOf(topics, (topic, partition) =>
    errorCode === ErrorCode.NONE
      ? commitPartition(turn, { topic, partition, retentionMs: -1, producerId })
      : errorCode,
  );
  turn.answer(request, results);
}

/** Producers from before KIP-447 do not say whose work they store, and may do so at any time. */
function commitError(
  group: Readonly<ClassicGroup> | undefined,
  { generationId, memberId, groupInstanceId }: TxnOffsetCommitRequest,
): ErrorCode {
  if (group === undefined) return generationId < 0 ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
  const isOutsider = generationId < 0;
  if (isOutsider && (group.state === 'Empty' || (memberId === '' && groupInstanceId === null)))
    return ErrorCode.NONE;
  const errorCode = validateMember(group, { memberId, groupInstanceId });
  if (errorCode !== ErrorCode.NONE) return errorCode;
  return generationId === group.generationId ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
}

/** A generation is here the epoch of a member; producers know no code of its own for one that has passed. */
function consumerCommitError(
  group: Readonly<ConsumerGroup>,
  { generationId, memberId }: TxnOffsetCommitRequest,
): ErrorCode {
  if (generationId < 0 && (group.members.size === 0 || memberId === '')) return ErrorCode.NONE;
  const member = group.members.get(memberId);
  if (member === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
  return generationId === member.memberEpoch ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
}
