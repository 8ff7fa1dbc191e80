/** Stored positions are forgotten: asked for, expired, or because their partitions are no more. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { CommittedOffset } from '../records/group-record.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import { topicsOfConsumerGroup } from '../state/consumer-group.ts';
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
import { eraseGroup, forgetOffset } from './delete-group.ts';
import type { Turn } from './turn.ts';

export function decideOffsetDelete(turn: Turn, { request, topics }: OffsetDeleteCommand): void {
  const { group, consumerGroup } = turn;
  if (group === undefined && consumerGroup === undefined)
    return turn.answer(request, { errorCode: ErrorCode.GROUP_ID_NOT_FOUND, topics: [] });
  if (
    group !== undefined &&
    group.state !== 'Empty' &&
    group.protocolType !== CONSUMER_PROTOCOL_TYPE
  ) {
    return turn.answer(request, { errorCode: ErrorCode.NON_EMPTY_GROUP, topics: [] });
  }
  const results = topics.map(({ name, partitions }) => {
    const errorCode = hasSubscriber(turn, name)
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

function hasSubscriber({ group, consumerGroup }: Turn, topic: string): boolean {
  if (consumerGroup !== undefined) return topicsOfConsumerGroup(consumerGroup).has(topic);
  return group !== undefined && isSubscribedTo(group, topic);
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
  const { state, group, consumerGroup, groupId } = turn;
  if (group === undefined && consumerGroup === undefined) return;
  const usedSince = group === undefined ? sinceCommit : usageClockOf(group);
  let kept = 0;
  for (const { topic, partition, value } of offsetsOf(state, groupId)) {
    const isInUse =
      usedSince === undefined ||
      hasSubscriber(turn, topic) ||
      isOffsetPending(state, { groupId, topic, partition });
    if (!isInUse && isExpired(turn, value, usedSince(value))) forgetOffset(turn, topic, partition);
    else kept += 1;
  }
  if (kept === 0 && isDeserted(turn) && !hasPendingOffsets(state, groupId)) eraseGroup(turn);
}

/** Nobody is in it, and nobody is about to be. */
function isDeserted({ group, consumerGroup }: Turn): boolean {
  if (group !== undefined) return group.state === 'Empty' && group.pendingMembers.size === 0;
  return consumerGroup?.members.size === 0;
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
