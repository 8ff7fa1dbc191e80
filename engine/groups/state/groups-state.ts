/** What one coordinator knows: the groups of its partition and how far each has read. */

import type { CommittedOffset } from '../records/group-record.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ConsumerGroup } from './consumer-group.ts';

/** By topic, then by partition. */
export type GroupOffsets = Map<string, Map<number, CommittedOffset>>;

export interface GroupsState {
  readonly groups: Map<string, ClassicGroup>;
  /** Those of the consumer protocol. No id is in both. */
  readonly consumerGroups: Map<string, ConsumerGroup>;
  /** By group id. Whose offsets are here is always a group too. */
  readonly offsets: Map<string, GroupOffsets>;
  /** Offsets that wait for the end of a transaction, by producer id, then by group id. */
  readonly pendingOffsets: Map<number, Map<string, GroupOffsets>>;
}

export function emptyGroupsState(): GroupsState {
  return {
    groups: new Map(),
    consumerGroups: new Map(),
    offsets: new Map(),
    pendingOffsets: new Map(),
  };
}

/** Of either protocol. */
export function groupIdsOf({ groups, consumerGroups }: Readonly<GroupsState>): string[] {
  return [...groups.keys(), ...consumerGroups.keys()];
}

export interface GroupPartition {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
}

export function committedOffset(
  state: Readonly<GroupsState>,
  at: GroupPartition,
): CommittedOffset | undefined {
  return state.offsets.get(at.groupId)?.get(at.topic)?.get(at.partition);
}

/** Whether a transaction that has not ended may still change the group's offset there. */
export function isOffsetPending(state: Readonly<GroupsState>, at: GroupPartition): boolean {
  for (const byGroup of state.pendingOffsets.values()) {
    if (byGroup.get(at.groupId)?.get(at.topic)?.has(at.partition)) return true;
  }
  return false;
}

export function hasPendingOffsets(state: Readonly<GroupsState>, groupId: string): boolean {
  for (const byGroup of state.pendingOffsets.values()) if (byGroup.has(groupId)) return true;
  return false;
}

/** Every stored position of a group. */
export function* offsetsOf(
  state: Readonly<GroupsState>,
  groupId: string,
): Generator<{ topic: string; partition: number; value: CommittedOffset }, void> {
  for (const [topic, byPartition] of state.offsets.get(groupId) ?? []) {
    for (const [partition, value] of byPartition) yield { topic, partition, value };
  }
}
