/** What can be asked of the groups of one coordinator, and what each is answered with. */

import type { RequestId } from '../../coordinator/machine.ts';
import type { JoinGroupRequest, JoinGroupResponse } from '../../protocol/messages/11-join-group.ts';
import type { HeartbeatRequest } from '../../protocol/messages/12-heartbeat.ts';
import type { SyncGroupRequest, SyncGroupResponse } from '../../protocol/messages/14-sync-group.ts';
import type { DescribeGroupsResponse } from '../../protocol/messages/15-describe-groups.ts';
import type { ListGroupsResponse } from '../../protocol/messages/16-list-groups.ts';
import type { OffsetCommitRequest } from '../../protocol/messages/08-offset-commit.ts';
import type {
  LeaveGroupRequest,
  LeaveGroupResponse,
} from '../../protocol/messages/13-leave-group.ts';
import type { TxnOffsetCommitRequest } from '../../protocol/messages/28-txn-offset-commit.ts';
import type { OffsetFetchResponse } from '../../protocol/messages/09-offset-fetch.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../../protocol/messages/68-consumer-group-heartbeat.ts';
import type { ConsumerGroupDescribeResponse } from '../../protocol/messages/69-consumer-group-describe.ts';
import type { RequestContext } from '../request-context.ts';

export type DescribedGroup = DescribeGroupsResponse['groups'][number];
export type DescribedConsumerGroup = ConsumerGroupDescribeResponse['groups'][number];
export type ListedGroup = ListGroupsResponse['groups'][number];
export type LeavingMember = LeaveGroupRequest['members'][number];
export type LeftMember = LeaveGroupResponse['members'][number];
export type FetchedTopic = OffsetFetchResponse['groups'][number]['topics'][number];
export type CommitPartition = OffsetCommitRequest['topics'][number]['partitions'][number];

/** A topic of a request, found by its name or its id. */
export interface NamedTopic {
  readonly name: string;
  readonly topicId: string;
}

interface For<Kind extends string> {
  readonly kind: Kind;
  readonly request: RequestId;
  readonly groupId: string;
}

export interface JoinCommand extends For<'join'> {
  readonly body: JoinGroupRequest;
  readonly context: RequestContext;
  /** What makes the member's id unique, should it need one. */
  readonly uniquePart: string;
}

export interface SyncCommand extends For<'sync'> {
  readonly body: SyncGroupRequest;
}

export interface HeartbeatCommand extends For<'heartbeat'> {
  readonly body: HeartbeatRequest;
}

/** Of a member of a consumer group; its id and what it says have been looked at. */
export interface ConsumerHeartbeatCommand extends For<'consumer-heartbeat'> {
  readonly body: ConsumerGroupHeartbeatRequest;
  readonly context: RequestContext;
}

export interface LeaveCommand extends For<'leave'> {
  readonly members: readonly LeavingMember[];
}

/** All topics exist; those that do not were sorted out before. */
export interface OffsetCommitCommand extends For<'offset-commit'> {
  readonly body: OffsetCommitRequest;
  readonly apiVersion: number;
  readonly topics: readonly (NamedTopic & { readonly partitions: readonly CommitPartition[] })[];
}

export interface TxnOffsetCommitCommand extends For<'txn-offset-commit'> {
  readonly body: TxnOffsetCommitRequest;
  readonly topics: OffsetCommitCommand['topics'];
}

export interface OffsetFetchCommand extends For<'offset-fetch'> {
  /** Null for everything that the group has stored. */
  readonly topics: readonly (NamedTopic & { readonly partitions: readonly number[] })[] | null;
  readonly requireStable: boolean;
  /** Null and -1 from whoever is in no consumer group. */
  readonly memberId: string | null;
  readonly memberEpoch: number;
}

export interface OffsetDeleteCommand extends For<'offset-delete'> {
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[];
}

export interface DescribeCommand extends For<'describe'> {
  readonly apiVersion: number;
}

export type ConsumerDescribeCommand = For<'consumer-describe'>;

export interface ListCommand {
  readonly kind: 'list';
  readonly request: RequestId;
  readonly states: readonly string[];
  readonly types: readonly string[];
}

export type DeleteCommand = For<'delete'>;

export interface RebalanceCommand extends For<'rebalance'> {
  readonly reason: string;
}

/** Something of the group has fallen due. */
export interface ExpireCommand {
  readonly kind: 'expire';
  readonly groupId: string;
}

/** The members of a loaded group get a full session to find their new coordinator. */
export interface AdoptCommand {
  readonly kind: 'adopt';
  readonly groupId: string;
}

/** Forgets offsets older than the retention, and the group itself when nothing is left of it. */
export interface ExpireOffsetsCommand {
  readonly kind: 'expire-offsets';
  readonly groupId: string;
}

/** Forgets what a group has stored for partitions that are no more. */
export interface ForgetPartitionsCommand {
  readonly kind: 'forget-partitions';
  readonly groupId: string;
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
}

export type AskedCommand =
  | JoinCommand
  | SyncCommand
  | HeartbeatCommand
  | ConsumerHeartbeatCommand
  | ConsumerDescribeCommand
  | LeaveCommand
  | OffsetCommitCommand
  | TxnOffsetCommitCommand
  | OffsetFetchCommand
  | OffsetDeleteCommand
  | DescribeCommand
  | ListCommand
  | DeleteCommand
  | RebalanceCommand;

export type GroupCommand =
  | AskedCommand
  | ExpireCommand
  | AdoptCommand
  | ExpireOffsetsCommand
  | ForgetPartitionsCommand;

/** Error codes of the partitions of each topic, in the order asked. */
export interface OffsetResults {
  readonly errorCode: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: number }[];
  }[];
}

/** The reply to each kind of command. */
export interface GroupReplies {
  readonly join: JoinGroupResponse;
  readonly sync: SyncGroupResponse;
  readonly heartbeat: number;
  readonly 'consumer-heartbeat': ConsumerGroupHeartbeatResponse;
  readonly 'consumer-describe': DescribedConsumerGroup;
  readonly leave: { readonly errorCode: number; readonly members: LeftMember[] };
  readonly 'offset-commit': OffsetResults;
  readonly 'txn-offset-commit': OffsetResults;
  readonly 'offset-fetch': { readonly errorCode: number; readonly topics: FetchedTopic[] };
  readonly 'offset-delete': OffsetResults;
  readonly describe: DescribedGroup;
  readonly list: { readonly errorCode: number; readonly groups: ListedGroup[] };
  readonly delete: number;
  readonly rebalance: number;
}

export type GroupReply = GroupReplies[keyof GroupReplies];
