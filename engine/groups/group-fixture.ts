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
import type { DescribedGroup } from './decide/command.ts';
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

export const topicLookup: TopicLookup = {
  partitionCount: (name) => (topicIds.has(name) ? 3 : undefined),
  idOf: (name) => topicIds.get(name),
  nameOf: (topicId) => [...topicIds].find(([, id]) => id === topicId)?.[0],
  names: () => topicIds.keys(),
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

export interface StableGroup {
  readonly memberIds: string[];
  readonly generationId: number;
  readonly leaderId: string;
  readonly joins: JoinGroupResponse[];
}

export interface FixtureOptions {
  readonly config?: Partial<GroupConfig>;
  readonly clock?: ManualClock;
  readonly random?: Random;
  readonly log?: MemoryLog;
  readonly topics?: TopicLookup;
}

/** One partition, of which this coordinator is already the leader. The methods may be taken out of it. */
export function groupFixture(options: FixtureOptions = {}): GroupFixture {
  return new GroupFixture(options);
}

class GroupFixture {
  readonly clock: ManualClock;
  readonly log: MemoryLog;
  readonly coordinator: GroupCoordinator;
  readonly events: GroupEvent[] = [];
  readonly failures: unknown[] = [];
  private readonly config: Partial<GroupConfig>;
  private readonly random: Random;

  constructor({
    config = {},
    clock = new ManualClock(),
    random = countingRandom(),
    log = new MemoryLog(),
    topics = topicLookup,
  }: FixtureOptions) {
    this.clock = clock;
    this.log = log;
    this.config = config;
    this.random = random;
    this.coordinator = new GroupCoordinator({
      clock,
      random,
      config: groupConfig({ offsetsTopicPartitions: 1, initialRebalanceDelayMs: 0, ...config }),
      topics,
      onEvent: (event) => this.events.push(event),
      onFailed: (_partition, error) => this.failures.push(error),
    });
    this.coordinator.becomeLeader(0, log, 1);
    clock.advance(0);
  }

  readonly join = (
    overrides: Partial<JoinGroupRequest> = {},
    version = 9,
    clientId?: string,
  ): Promise<JoinGroupResponse> =>
    this.coordinator.joinGroup(joinBody(overrides), context(version, clientId));

  readonly sync = (overrides: Partial<SyncGroupRequest> = {}): Promise<SyncGroupResponse> =>
    this.coordinator.syncGroup(syncBody(overrides), context(5));

  readonly heartbeat = async (
    memberId: string,
    generationId: number,
    groupInstanceId: string | null = null,
  ): Promise<number> => {
    const body = { groupId: GROUP, memberId, generationId, groupInstanceId };
    return (await this.coordinator.heartbeat(body, context(4))).errorCode;
  };

  readonly leave = async (
    memberId: string,
    groupInstanceId: string | null = null,
  ): Promise<number | undefined> => {
    const members = [{ memberId, groupInstanceId, reason: null }];
    const body = { groupId: GROUP, memberId: '', members };
    return (await this.coordinator.leaveGroup(body, context(5))).members[0]?.errorCode;
  };

  /** A dynamic member's first two requests; the second is held until the join phase ends. */
  readonly enter = async (
    overrides: Partial<JoinGroupRequest> = {},
    clientId?: string,
  ): Promise<{ memberId: string; joined: Promise<JoinGroupResponse> }> => {
    const { memberId } = await this.join(overrides, 9, clientId);
    return { memberId, joined: this.join({ ...overrides, memberId }, 9, clientId) };
  };

  /** A stable group of dynamic members, the first of which leads; each is assigned the partition of its index. */
  readonly stableGroup = async (
    size: number,
    overrides: Partial<JoinGroupRequest> = {},
  ): Promise<StableGroup> => {
    const entered = [];
    for (let index = 0; index < size; index += 1) entered.push(await this.enter(overrides));
    this.clock.advance(0);
    const joins = await Promise.all(entered.map(({ joined }) => joined));
    const memberIds = joins.map(({ memberId }) => memberId);
    await this.syncAll(memberIds, joins[0]!.generationId);
    return { memberIds, generationId: joins[0]!.generationId, leaderId: memberIds[0]!, joins };
  };

  /** The first member brings the assignments. */
  readonly syncAll = (
    memberIds: readonly string[],
    generationId: number,
  ): Promise<SyncGroupResponse[]> => {
    const assignments = memberIds.map((memberId, index) => {
      return { memberId, assignment: assignment('orders', index) };
    });
    return Promise.all(
      memberIds.map((memberId, index) => {
        return this.sync({ memberId, generationId, assignments: index === 0 ? assignments : [] });
      }),
    );
  };

  readonly describe = async (): Promise<DescribedGroup> => {
    const body = { groups: [GROUP], includeAuthorizedOperations: false };
    return (await this.coordinator.describeGroups(body, context(6))).groups[0]!;
  };

  readonly stateOf = async (): Promise<string> => (await this.describe()).groupState;

  /** Committed offsets by partition; -1 where there is none. */
  readonly committed = async (...partitionIndexes: number[]): Promise<number[]> => {
    const topics = [{ name: 'orders', topicId: ZERO_UUID, partitionIndexes }];
    const groups = [{ groupId: GROUP, memberId: null, memberEpoch: -1, topics }];
    const body = { groupId: '', topics: [], groups, requireStable: false };
    const response = await this.coordinator.offsetFetch(body, context(9));
    return response.groups[0]!.topics[0]!.partitions.map(({ committedOffset }) => committedOffset);
  };

  /** The error of the first partition. */
  readonly commit = async (body: OffsetCommitRequest, version = 9): Promise<number> => {
    const response = await this.coordinator.offsetCommit(body, context(version));
    return response.topics[0]!.partitions[0]!.errorCode;
  };

  /** Another broker takes over, with the same log and time. */
  readonly successor = (): GroupFixture => {
    this.coordinator.close();
    const { config, clock, random, log } = this;
    return groupFixture({ config, clock, random, log });
  };
}
