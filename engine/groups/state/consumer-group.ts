/** A group of the consumer protocol (KIP-848): the coordinator divides the work, and members move towards it one by one. */

import type { Millis } from '../../base/ports/clock.ts';
import type {
  CurrentAssignment,
  MemberMetadata,
  ResolvedRegex,
} from '../records/consumer-record.ts';
import { NO_PARTITIONS, type PartitionSet } from './partition-set.ts';

/** Kafka's names, as clients see them. */
export type ConsumerGroupState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable';

/** Never changed: replay puts a new one in its place. */
export interface ConsumerMember extends MemberMetadata, CurrentAssignment {
  readonly memberId: string;
  readonly sessionDeadline: Millis | null;
  readonly rebalanceDeadline: Millis | null;
}

export interface ConsumerGroup {
  readonly groupId: string;
  /** Rises whenever the work has to be divided anew. */
  epoch: number;
  metadataHash: bigint;
  /** The group's epoch for which the targets were computed. */
  targetEpoch: number;
  targets: Map<string, PartitionSet>;
  members: Map<string, ConsumerMember>;
  /** Member ids by group instance id. */
  staticMembers: Map<string, string>;
  regexes: Map<string, ResolvedRegex>;
  regexCheckedMs: Millis;
}

/** What a static member sends to leave for a while; any other leaves with -1. */
export const STATIC_LEAVE_EPOCH = -2;

/** Before the first member the epoch is one, so that no member ever has the epoch with which it joins. */
export function emptyConsumerGroup(groupId: string): ConsumerGroup {
  return {
    groupId,
    epoch: 1,
    metadataHash: 0n,
    targetEpoch: 0,
    targets: new Map(),
    members: new Map(),
    staticMembers: new Map(),
    regexes: new Map(),
    regexCheckedMs: -Infinity,
  };
}

export function newConsumerMember(memberId: string): ConsumerMember {
  return {
    memberId,
    instanceId: null,
    rackId: null,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    subscribedTopicRegex: '',
    rebalanceTimeoutMs: -1,
    serverAssignor: null,
    classicMetadata: null,
    memberEpoch: 0,
    previousMemberEpoch: -1,
    state: 'stable',
    assigned: NO_PARTITIONS,
    pendingRevocation: NO_PARTITIONS,
    sessionDeadline: null,
    rebalanceDeadline: null,
  };
}

export function copyConsumerGroup(group: Readonly<ConsumerGroup>): ConsumerGroup {
  return {
    ...group,
    targets: new Map(group.targets),
    members: new Map(group.members),
    staticMembers: new Map(group.staticMembers),
    regexes: new Map(group.regexes),
  };
}

export function stateOfConsumerGroup(group: Readonly<ConsumerGroup>): ConsumerGroupState {
  if (group.members.size === 0) return 'Empty';
  if (group.epoch > group.targetEpoch) return 'Assigning';
  for (const { memberEpoch, state } of group.members.values()) {
    if (state !== 'stable' || memberEpoch !== group.targetEpoch) return 'Reconciling';
  }
  return 'Stable';
}

/** By name and by regular expression. */
export function topicsOfMember(
  group: Readonly<ConsumerGroup>,
  { subscribedTopicNames, subscribedTopicRegex }: MemberMetadata,
): Set<string> {
  const matched = group.regexes.get(subscribedTopicRegex ?? '')?.topics ?? [];
  return new Set([...subscribedTopicNames, ...matched]);
}

export function topicsOfConsumerGroup(group: Readonly<ConsumerGroup>): Set<string> {
  const topics = new Set<string>();
  for (const { subscribedTopicNames } of group.members.values())
    for (const topic of subscribedTopicNames) topics.add(topic);
  for (const resolved of group.regexes.values())
    for (const topic of resolved.topics) topics.add(topic);
  return topics;
}

/** The assignor that most members ask for; undefined when none asks. */
export function preferredAssignor(group: Readonly<ConsumerGroup>): string | undefined {
  const votes = new Map<string, number>();
  let best: string | undefined;
  for (const { serverAssignor } of group.members.values()) {
    if (serverAssignor === null) continue;
    const count = (votes.get(serverAssignor) ?? 0) + 1;
    votes.set(serverAssignor, count);
    if (best === undefined || count > (votes.get(best) ?? 0)) best = serverAssignor;
  }
  return best;
}

export function nextConsumerDeadline(group: Readonly<ConsumerGroup>): Millis | undefined {
  let next = Infinity;
  for (const { sessionDeadline, rebalanceDeadline } of group.members.values())
    next = Math.min(next, sessionDeadline ?? Infinity, rebalanceDeadline ?? Infinity);
  return next === Infinity ? undefined : next;
}
