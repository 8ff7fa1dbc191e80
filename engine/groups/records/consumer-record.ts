/** What can happen to groups of the consumer protocol (KIP-848). All but the last two kinds are kept in the log. */

import type { Millis } from '../../base/ports/clock.ts';
import type { PartitionSet } from '../state/partition-set.ts';

interface Of<Kind extends string> {
  readonly kind: Kind;
  readonly groupId: string;
}

interface OfMember<Kind extends string> extends Of<Kind> {
  readonly memberId: string;
}

export interface ConsumerGroupRecord extends Of<'consumer-group'> {
  /** Null deletes the group. The hash stands for the topics that its members are subscribed to, as they were. */
  readonly value: { readonly epoch: number; readonly metadataHash: bigint } | null;
}

/** What a member has said of itself. */
export interface MemberMetadata {
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopicNames: readonly string[];
  /** Empty where there is none. */
  readonly subscribedTopicRegex: string | null;
  readonly rebalanceTimeoutMs: Millis;
  readonly serverAssignor: string | null;
  /** Of a member that still speaks the classic protocol, which another broker has let in. */
  readonly classicMetadata: {
    readonly sessionTimeoutMs: Millis;
    readonly supportedProtocols: readonly { readonly name: string; readonly metadata: Buffer }[];
  } | null;
}

export interface ConsumerMemberRecord extends OfMember<'consumer-member'> {
  /** Null takes the member out of the group. */
  readonly value: MemberMetadata | null;
  /** For people who watch; not logged. */
  readonly reason: string;
}

export interface TargetEpochRecord extends Of<'target-epoch'> {
  readonly value: { readonly epoch: number; readonly timestampMs: Millis } | null;
}

/** What a member is to own in the end. */
export interface TargetRecord extends OfMember<'target'> {
  readonly value: PartitionSet | null;
}

/** Kafka's names are STABLE, UNREVOKED_PARTITIONS and UNRELEASED_PARTITIONS. */
export type ReconcileState = 'stable' | 'unrevoked' | 'unreleased';

/** What a member owns now. */
export interface CurrentAssignment {
  readonly memberEpoch: number;
  readonly previousMemberEpoch: number;
  readonly state: ReconcileState;
  readonly assigned: PartitionSet;
  readonly pendingRevocation: PartitionSet;
}

export interface CurrentAssignmentRecord extends OfMember<'current-assignment'> {
  readonly value: CurrentAssignment | null;
}

export interface ResolvedRegex {
  readonly topics: readonly string[];
  readonly version: number;
  readonly timestampMs: Millis;
}

/** The topics that a regular expression stands for. */
export interface RegexRecord extends Of<'regex'> {
  readonly regex: string;
  readonly value: ResolvedRegex | null;
}

/** When a member is taken for dead, and until when it may hold on to what it is to give up; volatile. */
export interface MemberTimersRecord extends OfMember<'member-timers'> {
  readonly sessionDeadline: Millis | null;
  readonly rebalanceDeadline: Millis | null;
}

/** The regular expressions of the group were compared with the topics that there are; volatile. */
export interface RegexCheckedRecord extends Of<'regex-checked'> {
  readonly monotonicMs: Millis;
}

export type ModernGroupRecord =
  | ConsumerGroupRecord
  | ConsumerMemberRecord
  | TargetEpochRecord
  | TargetRecord
  | CurrentAssignmentRecord
  | RegexRecord
  | MemberTimersRecord
  | RegexCheckedRecord;

const modernKinds: Readonly<Record<ModernGroupRecord['kind'], true>> = {
  'consumer-group': true,
  'consumer-member': true,
  'target-epoch': true,
  target: true,
  'current-assignment': true,
  regex: true,
  'member-timers': true,
  'regex-checked': true,
};

export function isModernGroupRecord<Other extends { readonly kind: string }>(
  record: Other | ModernGroupRecord,
): record is ModernGroupRecord {
  return record.kind in modernKinds;
}
