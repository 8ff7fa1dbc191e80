/** A group coordinator on a manual clock over a log in memory, and requests with everything filled in, for tests. */

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { ZERO_UUID } from '../base/bytes-reader.ts';
import type { Random } from '../base/ports/random.ts';
import { MemoryLog } from '../coordinator/memory-log.ts';
import { consumerProtocolAssignment } from '../protocol/internal/data/consumer-protocol-assignment.ts';
import { consumerProtocolSubscription } from '../protocol/internal/data/consumer-protocol-subscription.ts';
import type { JoinGroupRequest, JoinGroupResponse } from '../protocol/messages/11-join-group.ts';
import type { SyncGroupRequest, SyncGroupResponse } from '../protocol/messages/14-sync-group.ts';
import type { OffsetCommitRequest } from '../protocol/messages/08-offset-commit.ts';
import { encodeVersioned } from '../protocol/record.ts';
import { groupConfig, type GroupConfig } from './group-config.ts';
import { GroupCoordinator } from './group-coordinator.ts';
import type { GroupEvent } from './group-event.ts';
import type { RequestContext } from './request-context.ts';
import type { TopicLookup } from './topic-lookup.ts';

export const GROUP = 'g';
export const SESSION_MS = 10_000;
export const REBALANCE_MS = 60_000;

/** Ids of the topics that exist, each with three partitions. */
export const TOPIC_IDS = {
  orders: 'b3JkZXJzb3JkZXJzb3JkZQ',
  clicks: 'Y2xpY2tzY2xpY2tzY2xpYw',
} as const;

const topicIds = new Map<string, string>(Object.entries(TOPIC_IDS));

const topicLookup: TopicLookup = {
  partitionCount: (name) => (topicIds.has(name) ? 3 : undefined),
  idOf: (name) => topicIds.get(name),
  nameOf: (topicId) => [...topicIds].find(([, id]) => id === topicId)?.[0],
};

/** Bytes that count up, so that ids differ and repeat from run to run. */
function countingRandom(): Random {
  let count = 0;
  return {
    next: () => 0.5,
    bytes(size) {
      count += 1;
      const bytes = Buffer.alloc(size);
      bytes.writeUInt32BE(count, size - 4);
      return bytes;
    },
  };
}

export function subscription(...topics: string[]): Buffer {
  return encodeVersioned(consumerProtocolSubscription, 1, { topics });
}

export function assignment(topic: string, ...partitions: number[]): Buffer {
  return encodeVersioned(consumerProtocolAssignment, 1, {
    assignedPartitions: [{ topic, partitions }],
  });
}

export function context(apiVersion: number, clientId = 'sally'): RequestContext {
  return { clientId, clientHost: '/127.0.0.1', apiVersion };
}

export function joinBody(overrides: Partial<JoinGroupRequest> = {}): JoinGroupRequest {
  return {
    groupId: GROUP,
    sessionTimeoutMs: SESSION_MS,
    rebalanceTimeoutMs: REBALANCE_MS,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: subscription('orders') }],
    reason: null,
    ...overrides,
  };
}

export function syncBody(overrides: Partial<SyncGroupRequest> = {}): SyncGroupRequest {
  return {
    groupId: GROUP,
    generationId: 1,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocolName: 'range',
    assignments: [],
    ...overrides,
  };
}

type Commit = Partial<Omit<OffsetCommitRequest, 'topics'>> & {
  topic?: string;
  topicId?: string;
  offsets?: Readonly<Record<number, number>>;
  metadata?: string | null;
};

/** By default what a consumer without a group commits. */
export function commitBody({
  topic,
  topicId,
  offsets,
  metadata,
  ...overrides
}: Commit = {}): OffsetCommitRequest {
  const partitions = Object.entries(offsets ?? { 0: 5 }).map(([partition, committedOffset]) => ({
    partitionIndex: Number(partition),
    committedOffset,
    committedLeaderEpoch: 2,
    committedMetadata: metadata ?? '',
  }));
  return {
    groupId: GROUP,
    generationIdOrMemberEpoch: -1,
    memberId: '',
    groupInstanceId: null,
    retentionTimeMs: -1,
    topics: [{ name: topic ?? 'orders', topicId: topicId ?? ZERO_UUID, partitions }],
    ...overrides,
  };
}

/** Lets every reaction to a settled promise run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await settle();
  return settled;
}

export interface FixtureOptions {
  readonly config?: Partial<GroupConfig>;
  readonly clock?: ManualClock;
  readonly log?: MemoryLog;
}

/** One partition, of which this coordinator is already the leader. */
export function groupFixture({
  config = {},
  clock = new ManualClock(),
  log = new MemoryLog(),
}: FixtureOptions = {}) {
  const events: GroupEvent[] = [];
  const failures: unknown[] = [];
  const coordinator = new GroupCoordinator({
    clock,
    random: countingRandom(),
    config: groupConfig({ offsetsTopicPartitions: 1, initialRebalanceDelayMs: 0, ...config }),
    topics: topicLookup,
    onEvent: (event) => events.push(event),
    onFailed: (_partition, error) => failures.push(error),
  });
  coordinator.becomeLeader(0, log, 1);
  clock.advance(0);

  const join = (
    overrides: Partial<JoinGroupRequest> = {},
    version = 9,
    clientId?: string,
  ): Promise<JoinGroupResponse> =>
    coordinator.joinGroup(joinBody(overrides), context(version, clientId));
  const sync = (overrides: Partial<SyncGroupRequest> = {}): Promise<SyncGroupResponse> =>
    coordinator.syncGroup(syncBody(overrides), context(5));
  const heartbeat = async (
    memberId: string,
    generationId: number,
    groupInstanceId: string | null = null,
  ): Promise<number> => {
    const body = { groupId: GROUP, memberId, generationId, groupInstanceId };
    return (await coordinator.heartbeat(body, context(4))).errorCode;
  };
  const leave = async (
    memberId: string,
    groupInstanceId: string | null = null,
  ): Promise<number | undefined> => {
    const body = {
      groupId: GROUP,
      memberId: '',
      members: [{ memberId, groupInstanceId, reason: null }],
    };
    return (await coordinator.leaveGroup(body, context(5))).members[0]?.errorCode;
  };

  /** A dynamic member's first two requests; the second is held until the join phase ends. */
  const enter = async (overrides: Partial<JoinGroupRequest> = {}, clientId?: string) => {
    const { memberId } = await join(overrides, 9, clientId);
    return { memberId, joined: join({ ...overrides, memberId }, 9, clientId) };
  };

  /** A stable group of dynamic members, the first of which leads; each is assigned the partition of its index. */
  const stableGroup = async (size: number, overrides: Partial<JoinGroupRequest> = {}) => {
    const entered = [];
    for (let index = 0; index < size; index += 1) entered.push(await enter(overrides));
    clock.advance(0);
    const joins = await Promise.all(entered.map(({ joined }) => joined));
    const memberIds = entered.map(({ memberId }) => memberId);
    const generationId = joins[0]!.generationId;
    const assignments = memberIds.map((memberId, index) => ({
      memberId,
      assignment: assignment('orders', index),
    }));
    const syncs = memberIds.map((memberId, index) =>
      sync({ memberId, generationId, assignments: index === 0 ? assignments : [] }),
    );
    await Promise.all(syncs);
    return { memberIds, generationId, leaderId: memberIds[0]!, joins };
  };

  const describe = async () => {
    const body = { groups: [GROUP], includeAuthorizedOperations: false };
    return (await coordinator.describeGroups(body, context(6))).groups[0]!;
  };

  const stateOf = async (): Promise<string> => (await describe()).groupState;

  /** Committed offsets by partition; -1 where there is none. */
  const committed = async (...partitionIndexes: number[]): Promise<number[]> => {
    const topics = [{ name: 'orders', topicId: ZERO_UUID, partitionIndexes }];
    const groups = [{ groupId: GROUP, memberId: null, memberEpoch: -1, topics }];
    const body = { groupId: '', topics: [], groups, requireStable: false };
    const response = await coordinator.offsetFetch(body, context(9));
    return response.groups[0]!.topics[0]!.partitions.map(({ committedOffset }) => committedOffset);
  };

  /** The error of the first partition. */
  const commit = async (body: OffsetCommitRequest, version = 9): Promise<number> => {
    const response = await coordinator.offsetCommit(body, context(version));
    return response.topics[0]!.partitions[0]!.errorCode;
  };

  return {
    clock,
    log,
    coordinator,
    events,
    failures,
    join,
    sync,
    heartbeat,
    leave,
    enter,
    stableGroup,
    describe,
    stateOf,
    committed,
    commit,
    /** Another broker takes over, with the same log and time. */
    successor: () => {
      coordinator.close();
      return groupFixture({ config, clock, log });
    },
  };
}
