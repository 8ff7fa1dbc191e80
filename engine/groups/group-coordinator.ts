/** The group coordinator of one broker: every group API, over the partitions of `__consumer_offsets` that it leads. */

import type { Clock, Timer } from '../base/ports/clock.ts';
import { every } from '../base/ports/clock.ts';
import type { Random } from '../base/ports/random.ts';
import type { CoordinatorLog } from '../coordinator/coordinator-log.ts';
import type { EndingTransaction } from '../coordinator/log-batches.ts';
import { NOT_COORDINATOR } from '../coordinator/refusal.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type {
  OffsetCommitRequest,
  OffsetCommitResponse,
} from '../protocol/messages/08-offset-commit.ts';
import type {
  OffsetFetchRequest,
  OffsetFetchResponse,
} from '../protocol/messages/09-offset-fetch.ts';
import type { JoinGroupRequest, JoinGroupResponse } from '../protocol/messages/11-join-group.ts';
import type { HeartbeatRequest, HeartbeatResponse } from '../protocol/messages/12-heartbeat.ts';
import type { LeaveGroupRequest, LeaveGroupResponse } from '../protocol/messages/13-leave-group.ts';
import type { SyncGroupRequest, SyncGroupResponse } from '../protocol/messages/14-sync-group.ts';
import type {
  DescribeGroupsRequest,
  DescribeGroupsResponse,
} from '../protocol/messages/15-describe-groups.ts';
import type { ListGroupsRequest, ListGroupsResponse } from '../protocol/messages/16-list-groups.ts';
import type {
  DeleteGroupsRequest,
  DeleteGroupsResponse,
} from '../protocol/messages/42-delete-groups.ts';
import type {
  OffsetDeleteRequest,
  OffsetDeleteResponse,
} from '../protocol/messages/47-offset-delete.ts';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitResponse,
} from '../protocol/messages/28-txn-offset-commit.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../protocol/messages/68-consumer-group-heartbeat.ts';
import type {
  ConsumerGroupDescribeRequest,
  ConsumerGroupDescribeResponse,
} from '../protocol/messages/69-consumer-group-describe.ts';
import { coordinatorPartition } from '../coordinator/coordinator-partition.ts';
import type { GroupReplies } from './decide/command.ts';
import { consumerDescribeFailure } from './decide/consumer/describe.ts';
import { heartbeatFailure } from './decide/consumer/refused.ts';
import { describedFailure } from './decide/describe.ts';
import { joinFailure } from './decide/join-reply.ts';
import { syncFailure } from './decide/sync-reply.ts';
import type { GroupConfig } from './group-config.ts';
import { groupEventOf, type GroupEvent } from './group-event.ts';
import { GroupPartition, type GroupAsk } from './group-partition.ts';
import type { GroupView } from './group-view.ts';
import type { GroupRecord } from './records/group-record.ts';
import {
  commitRefusalCode,
  heartbeatRefusalCode,
  refusalCode,
  syncRefusalCode,
} from './refusal-code.ts';
import type { RequestContext } from './request-context.ts';
import { heartbeatProblem } from './requests/consumer-heartbeat-request.ts';
import { joinCommand, joinRequestError, joinResponse } from './requests/join-request.ts';
import { leaveResponse, leavingMembers } from './requests/leave-request.ts';
import {
  commitFailure,
  commitResponse,
  findCommitTopics,
  findTxnCommitTopics,
} from './requests/offset-commit-request.ts';
import { offsetDeleteResponse, offsetDeleteTopics } from './requests/offset-delete-request.ts';
import {
  fetchCommandTopics,
  fetchedGroup,
  fetchGroups,
  fetchResponse,
  type FetchedGroup,
  type FetchGroup,
} from './requests/offset-fetch-request.ts';
import type { TopicLookup } from './topic-lookup.ts';
import { dashedUuid, shortUuid } from './unique-id.ts';

export interface GroupCoordinatorOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly config: GroupConfig;
  readonly topics: TopicLookup;
  readonly onEvent?: (event: GroupEvent) => void;
  /** A partition could not be read; its groups have no coordinator until another broker leads it. */
  readonly onFailed?: (partition: number, error: unknown) => void;
}

const OFFSETS_TOPIC = '__consumer_offsets';

export class GroupCoordinator {
  private readonly options: GroupCoordinatorOptions;
  private readonly partitions = new Map<number, GroupPartition>();
  private readonly expiry: Timer;
  private changeCount = 0;

  constructor(options: GroupCoordinatorOptions) {
    const { clock, config } = options;
    this.options = options;
    this.expiry = every(clock, config.offsetsRetentionCheckIntervalMs, () => {
      for (const partition of this.partitions.values()) partition.expireOffsets();
    });
  }

  /** Rises whenever a snapshot would differ from the one before. */
  get changes(): number {
    return this.changeCount;
  }

  /** The topic may have been made under another configuration than today's. */
  partitionFor(groupId: string): number {
    const { config, topics } = this.options;
    const partitionCount = topics.partitionCount(OFFSETS_TOPIC) ?? config.offsetsTopicPartitions;
    return coordinatorPartition(groupId, partitionCount);
  }

  becomeLeader(partition: number, log: CoordinatorLog, leaderEpoch: number): void {
    this.partitions.get(partition)?.close();
    const { clock, config, topics, onFailed } = this.options;
    const lent = new GroupPartition({
      clock,
      config,
      topics,
      log,
      leaderEpoch,
      onChanged: (record) => this.changed(record),
      onFailed: (error) => onFailed?.(partition, error),
    });
    this.partitions.set(partition, lent);
  }

  resign(partition: number): void {
    const held = this.partitions.get(partition);
    if (held === undefined) return;
    this.partitions.delete(partition);
    held.close();
    this.changeCount += 1;
  }

  close(): void {
    this.expiry.cancel();
    for (const partition of this.partitions.keys()) this.resign(partition);
  }

  isLeaderOf(partition: number): boolean {
    return this.partitions.has(partition);
  }

  loadedPartitions(): number[] {
    return [...this.partitions]
      .filter(([, { isLoaded }]) => isLoaded)
      .map(([partition]) => partition);
  }

  /** Sorted by group id. Unchanged groups are the same objects as before. */
  snapshot(): GroupView[] {
    const views = [...this.partitions.values()].flatMap((partition) => partition.groupViews());
    return views.sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
  }

  /** After topics were deleted. */
  deletePartitions(
    partitions: readonly { readonly topic: string; readonly partition: number }[],
  ): void {
    for (const held of this.partitions.values()) held.forgetPartitions(partitions);
  }

  forceRebalance(groupId: string, reason: string): Promise<number> {
    return this.ask(groupId, {
      command: (request) => ({ kind: 'rebalance', request, groupId, reason }),
      refuse: refusalCode,
    });
  }

  async joinGroup(body: JoinGroupRequest, context: RequestContext): Promise<JoinGroupResponse> {
    const errorCode = joinRequestError(body, this.options.config);
    if (errorCode !== ErrorCode.NONE)
      return joinResponse(joinFailure(errorCode, body.memberId), context);
    const join = { body, context, uniquePart: dashedUuid(this.options.random) };
    const response = await this.ask(body.groupId, {
      command: (request) => joinCommand(join, request),
      refuse: (refusal) => joinFailure(refusalCode(refusal), body.memberId),
    });
    return joinResponse(response, context);
  }

  /** The assignments outlive the frame that they came in, so they are copied. */
  async syncGroup(body: SyncGroupRequest, _context: RequestContext): Promise<SyncGroupResponse> {
    const { groupId } = body;
    if (groupId === '') return syncFailure(ErrorCode.INVALID_GROUP_ID);
    const assignments = body.assignments.map(({ memberId, assignment }) => ({
      memberId,
      assignment: Buffer.from(assignment),
    }));
    return this.ask(groupId, {
      command: (request) => ({ kind: 'sync', request, groupId, body: { ...body, assignments } }),
      refuse: (refusal) => syncFailure(syncRefusalCode(refusal)),
    });
  }

  async heartbeat(body: HeartbeatRequest, _context: RequestContext): Promise<HeartbeatResponse> {
    const { groupId } = body;
    if (groupId === '') return { throttleTimeMs: 0, errorCode: ErrorCode.INVALID_GROUP_ID };
    const errorCode = await this.ask(groupId, {
      command: (request) => ({ kind: 'heartbeat', request, groupId, body }),
      refuse: heartbeatRefusalCode,
      isImmediate: true,
    });
    return { throttleTimeMs: 0, errorCode };
  }

  /** The oldest clients leave it to the broker to name them. */
  async consumerGroupHeartbeat(
    body: ConsumerGroupHeartbeatRequest,
    context: RequestContext,
  ): Promise<ConsumerGroupHeartbeatResponse> {
    const { groupId } = body;
    const problem = heartbeatProblem(body, context.apiVersion, this.options.config);
    if (problem !== undefined) return heartbeatFailure(problem);
    const memberId = body.memberId || shortUuid(this.options.random);
    return this.ask(groupId, {
      command: (request) => ({
        kind: 'consumer-heartbeat',
        request,
        groupId,
        body: { ...body, memberId },
        context,
      }),
      refuse: (refusal) =>
        heartbeatFailure({ errorCode: refusalCode(refusal), errorMessage: null }),
    });
  }

  async consumerGroupDescribe(
    { groupIds }: ConsumerGroupDescribeRequest,
    _context: RequestContext,
  ): Promise<ConsumerGroupDescribeResponse> {
    const described = groupIds.map((groupId) =>
      this.ask(groupId, {
        command: (request) => ({ kind: 'consumer-describe', request, groupId }),
        refuse: (refusal) => consumerDescribeFailure(groupId, refusalCode(refusal)),
      }),
    );
    return { throttleTimeMs: 0, groups: await Promise.all(described) };
  }

  async leaveGroup(
    body: LeaveGroupRequest,
    { apiVersion }: RequestContext,
  ): Promise<LeaveGroupResponse> {
    const { groupId } = body;
    if (groupId === '')
      return { throttleTimeMs: 0, errorCode: ErrorCode.INVALID_GROUP_ID, members: [] };
    const left = await this.ask(groupId, {
      command: (request) => ({
        kind: 'leave',
        request,
        groupId,
        members: leavingMembers(body, apiVersion),
      }),
      refuse: (refusal) => ({ errorCode: refusalCode(refusal), members: [] }),
    });
    return leaveResponse(left, apiVersion);
  }

  async describeGroups(
    body: DescribeGroupsRequest,
    { apiVersion }: RequestContext,
  ): Promise<DescribeGroupsResponse> {
    const described = body.groups.map((groupId) =>
      this.ask(groupId, {
        command: (request) => ({ kind: 'describe', request, groupId, apiVersion }),
        refuse: (refusal) => describedFailure(groupId, refusalCode(refusal)),
      }),
    );
    return { throttleTimeMs: 0, groups: await Promise.all(described) };
  }

  /** The groups of this broker's partitions alone; clients ask every broker. */
  async listGroups(
    { statesFilter, typesFilter }: ListGroupsRequest,
    _context: RequestContext,
  ): Promise<ListGroupsResponse> {
    const lists = [...this.partitions.values()].map((partition) =>
      partition.ask({
        command: (request) => ({ kind: 'list', request, states: statesFilter, types: typesFilter }),
        refuse: (refusal) => ({ errorCode: refusalCode(refusal), groups: [] }),
      }),
    );
    const replies = await Promise.all(lists);
    const failed = replies.find(
      ({ errorCode }) => errorCode !== ErrorCode.NONE && errorCode !== ErrorCode.NOT_COORDINATOR,
    );
    const groups = replies.flatMap((reply) => reply.groups);
    return { throttleTimeMs: 0, errorCode: failed?.errorCode ?? ErrorCode.NONE, groups };
  }

  async deleteGroups(
    { groupsNames }: DeleteGroupsRequest,
    _context: RequestContext,
  ): Promise<DeleteGroupsResponse> {
    const deleted = groupsNames.map(async (groupId) => {
      const errorCode = await this.ask(groupId, {
        command: (request) => ({ kind: 'delete', request, groupId }),
        refuse: refusalCode,
      });
      return { groupId, errorCode };
    });
    return { throttleTimeMs: 0, results: await Promise.all(deleted) };
  }

  async offsetCommit(
    body: OffsetCommitRequest,
    { apiVersion }: RequestContext,
  ): Promise<OffsetCommitResponse> {
    const { groupId } = body;
    const commit = findCommitTopics(body, apiVersion, this.options.topics);
    const { topics } = await this.ask(groupId, {
      command: (request) => ({
        kind: 'offset-commit',
        request,
        groupId,
        body,
        apiVersion,
        topics: commit.known,
      }),
      refuse: (refusal) => commitFailure(commit, commitRefusalCode(refusal)),
    });
    return commitResponse(commit, topics);
  }

  /** Whether the offsets belong to the transaction is for the caller to find out first. */
  async txnOffsetCommit(
    body: TxnOffsetCommitRequest,
    _context: RequestContext,
  ): Promise<TxnOffsetCommitResponse> {
    const { groupId } = body;
    const commit = findTxnCommitTopics(body, this.options.topics);
    if (groupId === '')
      return commitResponse(commit, commitFailure(commit, ErrorCode.INVALID_GROUP_ID).topics);
    const { topics } = await this.ask(groupId, {
      command: (request) => ({
        kind: 'txn-offset-commit',
        request,
        groupId,
        body,
        topics: commit.known,
      }),
      refuse: (refusal) => commitFailure(commit, commitRefusalCode(refusal)),
    });
    return commitResponse(commit, topics);
  }

  /** Writes the marker of a transaction that has stored offsets in a partition led here, and makes them count. */
  async endTransaction(partition: number, ending: EndingTransaction): Promise<ErrorCode> {
    const held = this.partitions.get(partition);
    if (held === undefined) return ErrorCode.NOT_COORDINATOR;
    const refusal = await held.endTransaction(ending);
    return refusal === undefined ? ErrorCode.NONE : refusalCode(refusal);
  }

  async offsetFetch(
    body: OffsetFetchRequest,
    { apiVersion }: RequestContext,
  ): Promise<OffsetFetchResponse> {
    const { requireStable } = body;
    const asked = fetchGroups(body, apiVersion);
    const groups = await Promise.all(
      asked.map((group) => this.fetchGroup(group, { apiVersion, requireStable })),
    );
    return fetchResponse(body, groups, apiVersion);
  }

  async offsetDelete(
    body: OffsetDeleteRequest,
    _context: RequestContext,
  ): Promise<OffsetDeleteResponse> {
    const { groupId } = body;
    const topics = offsetDeleteTopics(body, this.options.topics);
    const results = await this.ask(groupId, {
      command: (request) => ({ kind: 'offset-delete', request, groupId, topics }),
      refuse: (refusal) => ({ errorCode: refusalCode(refusal), topics: [] }),
    });
    return offsetDeleteResponse(body, results);
  }

  private async fetchGroup(
    asked: FetchGroup,
    how: { apiVersion: number; requireStable: boolean },
  ): Promise<FetchedGroup> {
    const { groupId, memberId, memberEpoch } = asked;
    const { requireStable, apiVersion } = how;
    const lookup = { apiVersion, lookup: this.options.topics };
    const topics = fetchCommandTopics(asked, lookup);
    const reply = await this.ask(groupId, {
      command: (request) => ({
        kind: 'offset-fetch',
        request,
        groupId,
        topics,
        requireStable,
        memberId,
        memberEpoch,
      }),
      refuse: (refusal) => ({ errorCode: refusalCode(refusal), topics: [] }),
    });
    return fetchedGroup(asked, reply, lookup);
  }

  private ask<Kind extends keyof GroupReplies>(
    groupId: string,
    ask: GroupAsk<Kind>,
  ): Promise<GroupReplies[Kind]> {
    const partition = this.partitions.get(this.partitionFor(groupId));
    return partition === undefined
      ? Promise.resolve(ask.refuse(NOT_COORDINATOR))
      : partition.ask(ask);
  }

  private changed(record: GroupRecord | undefined): void {
    this.changeCount += 1;
    const event = record === undefined ? undefined : groupEventOf(record);
    if (event !== undefined) this.options.onEvent?.(event);
  }
}
