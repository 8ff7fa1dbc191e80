/** Whether a member of a consumer group may store or read positions with the epoch that it says it has. */

import { ErrorCode } from '../../../protocol/error-codes.ts';
import type { ConsumerGroup } from '../../state/consumer-group.ts';
import type { OffsetCommitCommand } from '../command.ts';

/** The first version whose clients know of member epochs. */
const EPOCH_VERSION = 9;

/** Undefined when it depends on the partition: whoever was given it since then may still store a position (KIP-1251). */
export function committerError(
  group: Readonly<ConsumerGroup>,
  { body, apiVersion }: Pick<OffsetCommitCommand, 'body' | 'apiVersion'>,
): ErrorCode | undefined {
  const { generationIdOrMemberEpoch: epoch, memberId } = body;
  if (epoch < 0 && group.members.size === 0) return ErrorCode.NONE;
  const member = group.members.get(memberId);
  if (member === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
  if (apiVersion < EPOCH_VERSION) return ErrorCode.UNSUPPORTED_VERSION;
  if (epoch > member.memberEpoch) return ErrorCode.STALE_MEMBER_EPOCH;
  return epoch === member.memberEpoch ? ErrorCode.NONE : undefined;
}

/** Of one partition, by a member that says an epoch before its own. */
export function partitionCommitError(
  group: Readonly<ConsumerGroup>,
  { memberId, epoch }: { memberId: string; epoch: number },
  { topicId, partition }: { topicId: string; partition: number },
): ErrorCode {
  const givenAt = group.members.get(memberId)?.assigned.get(topicId)?.get(partition);
  return givenAt !== undefined && epoch >= givenAt ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH;
}

/** Tools that are in no group say neither. */
export function fetcherError(
  group: Readonly<ConsumerGroup>,
  { memberId, memberEpoch }: { memberId: string | null; memberEpoch: number },
): ErrorCode {
  if (memberId === null && memberEpoch < 0) return ErrorCode.NONE;
  const member = group.members.get(memberId ?? '');
  if (member === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
  return member.memberEpoch === memberEpoch ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH;
}
