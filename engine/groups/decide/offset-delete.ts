/** Stored positions are forgotten: asked for, expired, or because their partitions are no more. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { CommittedOffset } from '../records/group-record.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import {
  committedOffset,
  hasPendingOffsets,
  isOffsetPending,
  offsetsOf,
} from '../state/groups-state.ts';
import {
  CONSUMER_PROTOCOL_TYPE,
  isSubscribedTo,
  subscribedTopics,
} from '../state/subscribed-topics.ts';
import type { ForgetPartitionsCommand, OffsetDeleteCommand } from './command.ts';
import { forgetOffset } from './delete-group.ts';
import type { Turn } from './turn.ts';

export function decideOffsetDelete(turn: Turn, { request, topics }: OffsetDeleteCommand): void {
  const { group } = turn;
  if (group === undefined)
    return turn.answer(request, { errorCode: ErrorCode.GROUP_ID_NOT_FOUND, topics: [] });
  if (group.state !== 'Empty' && group.protocolType !== CONSUMER_PROTOCOL_TYPE) {
    return turn.answer(request, { errorCode: ErrorCode.NON_EMPTY_GROUP, topics: [] });
  }
  const results = topics.map(({ name, partitions }) => {
    const errorCode = isSubscribedTo(group, name)
      ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC
      : ErrorCode.NONE;
    if (errorCode === ErrorCode.NONE)
      for (const partition of partitions) forgetStored(turn, name, partition);
    return {
      name,
      partitions: partitions.map((partitionIndex) => ({ partitionIndex, errorCode })),
    };
  });
  turn.answer(request, { errorCode: ErrorCode.NONE, topics: results });
}

export function decideForgetPartitions(turn: Turn, { partitions }: ForgetPartitionsCommand): void {
  for (const { topic, partition } of partitions) forgetStored(turn, topic, partition);
}

function forgetStored(turn: Turn, topic: string, partition: number): void {
  const { state, groupId } = turn;
  if (committedOffset(state, { groupId, topic, partition }) !== undefined)
    forgetOffset(turn, topic, partition);
}

/** KIP-211: what is in use is kept, whatever its age; the rest from when it was no longer in use. */
export function decideExpireOffsets(turn: Turn): void {
  const { state, group, groupId } = turn;
  if (group === undefined) return;
  const usedSince = usageClockOf(group);
  let kept = 0;
  for (const { topic, partition, value } of offsetsOf(state, groupId)) {
    const isInUse =
      usedSince === undefined ||
      isSubscribedTo(group, topic) ||
      isOffsetPending(state, { groupId, topic, partition });
    if (!isInUse && isExpired(turn, value, usedSince(value))) forgetOffset(turn, topic, partition);
    else kept += 1;
  }
  const isExpected = group.pendingMembers.size > 0 || hasPendingOffsets(state, groupId);
  if (kept === 0 && group.state === 'Empty' && !isExpected) {
    turn.emit({ kind: 'group-metadata', groupId, value: null });
  }
}

type UsageClock = (value: CommittedOffset) => number;

const sinceCommit: UsageClock = ({ commitTimestampMs }) => commitTimestampMs;

/** From when the age of the group's offsets counts; undefined while they do not age at all. */
function usageClockOf(group: Readonly<ClassicGroup>): UsageClock | undefined {
  if (group.protocolType === null) return sinceCommit;
  if (group.state === 'Empty') {
    const { stateTimestampMs } = group;
    return stateTimestampMs === -1 ? sinceCommit : () => stateTimestampMs;
  }
  return group.state === 'Stable' && subscribedTopics(group) !== undefined
    ? sinceCommit
    : undefined;
}

function isExpired(
  { now, config }: Turn,
  { expireTimestampMs }: CommittedOffset,
  sinceMs: number,
): boolean {
  if (expireTimestampMs !== -1) return now.wallMs >= expireTimestampMs;
  return now.wallMs - sinceMs >= config.offsetsRetentionMs;
}
