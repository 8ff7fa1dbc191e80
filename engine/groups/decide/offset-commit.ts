/** A consumer stores how far it has read. */

import type { Millis } from '../../base/ports/clock.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { CommittedOffset } from '../records/group-record.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import type { CommitPartition, NamedTopic, OffsetCommitCommand, OffsetResults } from './command.ts';
import { existingConsumerGroup } from './consumer/existing.ts';
import { committerError, partitionCommitError } from './consumer/member-epoch.ts';
import { renewSession } from './rebalance.ts';
import type { Turn } from './turn.ts';
import { validateMember } from './validate-member.ts';

/** The first version whose clients know GROUP_ID_NOT_FOUND here. */
const NOT_FOUND_VERSION = 9;

export function decideOffsetCommit(turn: Turn, command: OffsetCommitCommand): void {
  const { body, request, topics } = command;
  if (turn.consumerGroup !== undefined) return commitToConsumerGroup(turn, command);
  const errorCode = commitError(turn.group, command);
  if (errorCode !== ErrorCode.NONE) {
    return turn.answer(
      request,
      resultsOf(topics, () => errorCode),
    );
  }
  renewSessionOfCommitter(turn, body.memberId);
  turn.answer(
    request,
    resultsOf(topics, (topic, partition) =>
      commitPartition(turn, {
        topic,
        partition,
        retentionMs: body.retentionTimeMs,
        producerId: null,
      }),
    ),
  );
}

function commitToConsumerGroup(
  turn: Turn,
  { body, request, topics, apiVersion }: OffsetCommitCommand,
): void {
  const group = existingConsumerGroup(turn);
  const errorCode = committerError(group, { body, apiVersion });
  const committer = { memberId: body.memberId, epoch: body.generationIdOrMemberEpoch };
  const results = resultsOf(topics, (topic, partition) => {
    const { partitionIndex } = partition;
    const at = { topicId: topic.topicId, partition: partitionIndex };
    const problem = errorCode ?? partitionCommitError(group, committer, at);
    if (problem !== ErrorCode.NONE) return problem;
    const retentionMs = body.retentionTimeMs;
    return commitPartition(turn, { topic, partition, retentionMs, producerId: null });
  });
  turn.answer(request, results);
}

/**
 * Only whoever is in the group's current generation may commit; while the group has no members, anyone who claims none.
 * Between the phases of a rebalance the work belongs to nobody yet; before them, members store what they give up (KIP-429).
 */
function commitError(
  group: Readonly<ClassicGroup> | undefined,
  { body, apiVersion }: OffsetCommitCommand,
): ErrorCode {
  const { generationIdOrMemberEpoch: generationId, memberId, groupInstanceId } = body;
  const isOutsider = generationId < 0;
  if (group === undefined) {
    if (isOutsider) return ErrorCode.NONE;
    return apiVersion >= NOT_FOUND_VERSION
      ? ErrorCode.GROUP_ID_NOT_FOUND
      : ErrorCode.ILLEGAL_GENERATION;
  }
  if (isOutsider && group.state === 'Empty') return ErrorCode.NONE;
  if (isOutsider && memberId === '' && groupInstanceId === null) return ErrorCode.UNKNOWN_MEMBER_ID;
  const errorCode = validateMember(group, body);
  if (errorCode !== ErrorCode.NONE) return errorCode;
  if (generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION;
  return group.state === 'CompletingRebalance' ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
}

/** A commit is as good as a heartbeat. */
function renewSessionOfCommitter(turn: Turn, memberId: string): void {
  const member = turn.group?.members.get(memberId);
  if (member !== undefined) renewSession(turn, memberId, member.sessionTimeoutMs);
}

export interface PartitionCommit {
  readonly topic: NamedTopic;
  readonly partition: CommitPartition;
  /** -1 for the broker's own retention. */
  readonly retentionMs: Millis;
  /** Whose transaction it waits for; null when it counts at once. */
  readonly producerId: number | null;
}

export function commitPartition(
  { groupId, now, config, emit }: Turn,
  { topic, partition, retentionMs, producerId }: PartitionCommit,
): ErrorCode {
  const metadata = partition.committedMetadata ?? '';
  if (metadata.length > config.offsetMetadataSizeMax) return ErrorCode.OFFSET_METADATA_TOO_LARGE;
  const value: CommittedOffset = {
    offset: partition.committedOffset,
    leaderEpoch: partition.committedLeaderEpoch,
    metadata,
    commitTimestampMs: now.wallMs,
    expireTimestampMs: retentionMs === -1 ? -1 : now.wallMs + retentionMs,
    topicId: topic.topicId,
  };
  emit({
    kind: 'offset',
    groupId,
    topic: topic.name,
    partition: partition.partitionIndex,
    value,
    producerId,
  });
  return ErrorCode.NONE;
}

type Topics = OffsetCommitCommand['topics'];

export function resultsOf(
  topics: Topics,
  resultOf: (topic: NamedTopic, partition: CommitPartition) => ErrorCode,
): OffsetResults {
  return {
    errorCode: ErrorCode.NONE,
    topics: topics.map((topic) => ({
      name: topic.name,
      partitions: topic.partitions.map((partition) => {
        return { partitionIndex: partition.partitionIndex, errorCode: resultOf(topic, partition) };
      }),
    })),
  };
}
