/** How records of offsets, and the ends of transactions, change what is known of a coordinator's groups. */

import type {
  CommittedOffset,
  OffsetRecord,
  TransactionEndedRecord,
} from '../records/group-record.ts';
import { emptyGroup } from '../state/classic-group.ts';
import type { GroupOffsets, GroupPartition, GroupsState } from '../state/groups-state.ts';

export function replayOffset(state: GroupsState, record: OffsetRecord): void {
  const { value, producerId } = record;
  if (value === null) forget(state, record);
  else if (producerId === null) put(state.offsets, record, value);
  else put(pendingOf(state, producerId), record, value);
  if (value !== null) ensureGroup(state, record.groupId);
}

export function replayTransactionEnded(
  state: GroupsState,
  { producerId, committed }: TransactionEndedRecord,
): void {
  const pending = state.pendingOffsets.get(producerId);
  state.pendingOffsets.delete(producerId);
  if (pending === undefined || !committed) return;
  for (const [groupId, offsets] of pending) {
    ensureGroup(state, groupId);
    for (const [topic, byPartition] of offsets) {
      for (const [partition, value] of byPartition)
        put(state.offsets, { groupId, topic, partition }, value);
    }
  }
}

/** Whoever stores an offset without ever joining has a group all the same: empty, and without a protocol. */
function ensureGroup({ groups, consumerGroups }: GroupsState, groupId: string): void {
  if (!groups.has(groupId) && !consumerGroups.has(groupId))
    groups.set(groupId, emptyGroup(groupId));
}

function pendingOf({ pendingOffsets }: GroupsState, producerId: number): Map<string, GroupOffsets> {
  let byGroup = pendingOffsets.get(producerId);
  if (byGroup === undefined) pendingOffsets.set(producerId, (byGroup = new Map()));
  return byGroup;
}

function put(target: Map<string, GroupOffsets>, at: GroupPartition, value: CommittedOffset): void {
  let byTopic = target.get(at.groupId);
  if (byTopic === undefined) target.set(at.groupId, (byTopic = new Map()));
  let byPartition = byTopic.get(at.topic);
  if (byPartition === undefined) byTopic.set(at.topic, (byPartition = new Map()));
  byPartition.set(at.partition, value);
}

/** Leaves no empty maps behind, so that having offsets is the same as having an entry. */
function forget(state: GroupsState, { groupId, topic, partition }: GroupPartition): void {
  const byTopic = state.offsets.get(groupId);
  const byPartition = byTopic?.get(topic);
  if (byTopic === undefined || byPartition === undefined) return;
  byPartition.delete(partition);
  if (byPartition.size === 0) byTopic.delete(topic);
  if (byTopic.size === 0) state.offsets.delete(groupId);
}
