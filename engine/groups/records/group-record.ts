/** Everything that can happen to the groups of one coordinator. Of the classic ones, the first three kinds are kept in the log and the rest are volatile. */

import type { Millis } from '../../base/ports/clock.ts';
import type { RequestId } from '../../coordinator/machine.ts';
import type { InitialRebalance } from '../state/classic-group.ts';
import type { GroupMember, MemberProtocol } from '../state/group-member.ts';
import type { ModernGroupRecord } from './consumer-record.ts';

/** One stored position of a group. */
export interface CommittedOffset {
  readonly offset: number;
  /** -1 when the client did not tell. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly commitTimestampMs: Millis;
  /** Only from clients that still choose their own retention; -1 otherwise. */
  readonly expireTimestampMs: Millis;
  /** The zero id when the committing client's topic was not known. */
  readonly topicId: string;
}

/** What the log keeps of a member: its metadata for the chosen protocol, and what it was assigned. */
export interface StoredMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeoutMs: Millis;
  readonly sessionTimeoutMs: Millis;
  readonly subscription: Buffer;
  readonly assignment: Buffer;
}

/** A group as it is once its members agree, or once it has none. */
export interface StoredGroup {
  readonly protocolType: string | null;
  readonly protocolName: string | null;
  readonly generationId: number;
  readonly leaderId: string | null;
  readonly stateTimestampMs: Millis;
  readonly members: readonly StoredMember[];
}

export interface OffsetRecord {
  readonly kind: 'offset';
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  /** Null forgets the offset. */
  readonly value: CommittedOffset | null;
  /** Set for an offset that counts only once this producer's transaction has committed. */
  readonly producerId: number | null;
}

export interface GroupMetadataRecord {
  readonly kind: 'group-metadata';
  readonly groupId: string;
  /** Null deletes the group. */
  readonly value: StoredGroup | null;
}

export interface TransactionEndedRecord {
  readonly kind: 'transaction-ended';
  readonly producerId: number;
  readonly committed: boolean;
}

interface Of<Kind extends string> {
  readonly kind: Kind;
  readonly groupId: string;
}

interface OfMember<Kind extends string> extends Of<Kind> {
  readonly memberId: string;
}

/** An id was given to a member that has yet to come back with it. */
export interface MemberPendingRecord extends OfMember<'member-pending'> {
  readonly deadline: Millis;
}

export interface MemberJoinedRecord extends Of<'member-joined'> {
  readonly member: GroupMember;
  readonly protocolType: string;
  readonly reason: string;
}

export interface MemberUpdatedRecord extends OfMember<'member-updated'> {
  readonly protocols: readonly MemberProtocol[];
  readonly rebalanceTimeoutMs: Millis;
  readonly sessionTimeoutMs: Millis;
  readonly awaitingJoin: RequestId | null;
}

/** A static member has come back under a new id. */
export interface MemberReplacedRecord extends OfMember<'member-replaced'> {
  readonly newMemberId: string;
  readonly groupInstanceId: string;
}

export interface MemberRemovedRecord extends OfMember<'member-removed'> {
  readonly reason: string;
}

/** An id that was given out lapsed, or was given back. */
export type PendingMemberRemovedRecord = OfMember<'pending-member-removed'>;

/** A member was heard of; null while it waits for us. */
export interface SessionRenewedRecord extends OfMember<'session-renewed'> {
  readonly deadline: Millis | null;
}

export interface JoinAnsweredRecord extends OfMember<'join-answered'> {
  readonly sessionDeadline: Millis;
}

/** Members are asked to join again. */
export interface RebalancePreparedRecord extends Of<'rebalance-prepared'> {
  readonly reason: string;
  readonly stateTimestampMs: Millis;
  readonly joinDeadline: Millis | null;
  readonly initialRebalance: InitialRebalance | null;
}

export interface JoinExtendedRecord extends Of<'join-extended'> {
  readonly joinDeadline: Millis;
  readonly initialRebalance: InitialRebalance | null;
}

/** All joins are answered; the leader is to divide the work. */
export interface GenerationBegunRecord extends Of<'generation-begun'> {
  readonly generationId: number;
  readonly protocolName: string;
  readonly stateTimestampMs: Millis;
  readonly monotonicMs: Millis;
  readonly syncDeadline: Millis;
}

export interface LeaderElectedRecord extends Of<'leader-elected'> {
  readonly leaderId: string;
}

/** A member asked for its assignment; null when it was answered at once. */
export interface SyncReceivedRecord extends OfMember<'sync-received'> {
  readonly awaitingSync: RequestId | null;
}

/** Of groups of the classic protocol, and of the offsets of all groups. */
export type ClassicGroupRecord =
  | OffsetRecord
  | GroupMetadataRecord
  | TransactionEndedRecord
  | MemberPendingRecord
  | MemberJoinedRecord
  | MemberUpdatedRecord
  | MemberReplacedRecord
  | MemberRemovedRecord
  | PendingMemberRemovedRecord
  | SessionRenewedRecord
  | JoinAnsweredRecord
  | RebalancePreparedRecord
  | JoinExtendedRecord
  | GenerationBegunRecord
  | LeaderElectedRecord
  | SyncReceivedRecord;

export type GroupRecord = ClassicGroupRecord | ModernGroupRecord;
