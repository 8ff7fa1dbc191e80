/** A consumer asks where its group stands. */

import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { committedOffset, isOffsetPending, type GroupsState } from '../state/groups-state.ts';
import type { FetchedTopic, NamedTopic, OffsetFetchCommand } from './command.ts';
import { fetcherError } from './consumer/member-epoch.ts';
import type { Turn } from './turn.ts';

type FetchedPartition = FetchedTopic['partitions'][number];

/** Nothing stored is no error: the client then begins where it is configured to. */
export function fetchedNothing(
  partitionIndex: number,
  errorCode: ErrorCode = ErrorCode.NONE,
): FetchedPartition {
  return { partitionIndex, committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode };
}

export function decideOffsetFetch(
  { state, groupId, consumerGroup, answer }: Turn,
  command: OffsetFetchCommand,
): void {
  const errorCode = consumerGroup ? fetcherError(consumerGroup, command) : ErrorCode.NONE;
  if (errorCode !== ErrorCode.NONE) return answer(command.request, { errorCode, topics: [] });
  const wanted = command.topics ?? everythingOf(state, groupId);
  const topics = wanted.map(({ name, topicId, partitions }) => ({
    name,
    topicId,
    partitions: partitions.map((partition) =>
      fetchPartition(state, { groupId, topic: name, partition }, command),
    ),
  }));
  answer(command.request, { errorCode: ErrorCode.NONE, topics });
}

function fetchPartition(
  state: Readonly<GroupsState>,
  at: { groupId: string; topic: string; partition: number },
  { requireStable }: OffsetFetchCommand,
): FetchedPartition {
  if (requireStable && isOffsetPending(state, at))
    return fetchedNothing(at.partition, ErrorCode.UNSTABLE_OFFSET_COMMIT);
  const stored = committedOffset(state, at);
  if (stored === undefined) return fetchedNothing(at.partition);
  return {
    partitionIndex: at.partition,
    committedOffset: stored.offset,
    committedLeaderEpoch: stored.leaderEpoch,
    metadata: stored.metadata,
    errorCode: ErrorCode.NONE,
  };
}

function everythingOf(
  state: Readonly<GroupsState>,
  groupId: string,
): (NamedTopic & { partitions: number[] })[] {
  const byTopic = [...(state.offsets.get(groupId) ?? [])];
  return byTopic.map(([name, byPartition]) => ({
    name,
    topicId: ZERO_UUID,
    partitions: [...byPartition.keys()],
  }));
}
