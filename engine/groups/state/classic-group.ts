/** A group of the classic protocol: its members, and how far they are in agreeing on who does what. */

import type { Millis } from '../../base/ports/clock.ts';
import type { GroupMember } from './group-member.ts';

/** Kafka's names, as clients see them; a group that does not exist is described as Dead. */
export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

/** The first rebalance of an empty group waits a little for more members (KIP-134). */
export interface InitialRebalance {
  readonly delayMs: Millis;
  readonly remainingMs: Millis;
  readonly isMemberAdded: boolean;
}

export interface ClassicGroup {
  readonly groupId: string;
  state: GroupState;
  /** Wall-clock time of the last change of state; -1 when a record of an old broker does not tell. */
  stateTimestampMs: Millis;
  /** Null for a group that has only ever stored offsets. */
  protocolType: string | null;
  protocolName: string | null;
  generationId: number;
  leaderId: string | null;
  /** In order of joining. */
  members: Map<string, GroupMember>;
  /** Member ids by group instance id. */
  staticMembers: Map<string, string>;
  /** Ids given out and not yet come back with (KIP-394), and when they lapse. */
  pendingMembers: Map<string, Millis>;
  /** Set during the first rebalance of an empty group. */
  initialRebalance: InitialRebalance | null;
  /** When the join phase ends, whoever is missing; on the monotonic clock, like all deadlines. */
  joinDeadline: Millis | null;
  /** Members that have yet to ask for their assignment, and until when they may. */
  pendingSync: Set<string>;
  syncDeadline: Millis | null;
}

export function emptyGroup(groupId: string): ClassicGroup {
  return {
    groupId,
    state: 'Empty',
    stateTimestampMs: -1,
    protocolType: null,
    protocolName: null,
    generationId: 0,
    leaderId: null,
    members: new Map(),
    staticMembers: new Map(),
    pendingMembers: new Map(),
    initialRebalance: null,
    joinDeadline: null,
    pendingSync: new Set(),
    syncDeadline: null,
  };
}

/** A copy on which a decision may try out its own records. */
export function copyGroup(group: Readonly<ClassicGroup>): ClassicGroup {
  return {
    ...group,
    members: new Map(group.members),
    staticMembers: new Map(group.staticMembers),
    pendingMembers: new Map(group.pendingMembers),
    pendingSync: new Set(group.pendingSync),
  };
}

export function hasEveryoneJoined(group: Readonly<ClassicGroup>): boolean {
  return (
    group.pendingMembers.size === 0 &&
    [...group.members.values()].every(({ awaitingJoin }) => awaitingJoin !== null)
  );
}

export function awaitingJoinCount(group: Readonly<ClassicGroup>): number {
  let count = 0;
  for (const { awaitingJoin } of group.members.values()) if (awaitingJoin !== null) count += 1;
  return count;
}

/** The longest that any member asks for. */
export function rebalanceTimeoutOf(group: Readonly<ClassicGroup>): Millis {
  return Math.max(
    0,
    ...[...group.members.values()].map(({ rebalanceTimeoutMs }) => rebalanceTimeoutMs),
  );
}

/** When something of the group falls due next. */
export function nextDeadlineOf(group: Readonly<ClassicGroup>): Millis | undefined {
  let next = Math.min(group.joinDeadline ?? Infinity, group.syncDeadline ?? Infinity);
  for (const { sessionDeadline } of group.members.values())
    next = Math.min(next, sessionDeadline ?? Infinity);
  for (const deadline of group.pendingMembers.values()) next = Math.min(next, deadline);
  return next === Infinity ? undefined : next;
}
