/** The records of the consumer protocol in the bytes of `__consumer_offsets`, as Kafka 4.3 writes them. */

import type { LogEntry, StoredRecord } from '../../coordinator/machine.ts';
import { consumerGroupMetadata } from '../../protocol/internal/groups/03-consumer-group-metadata.ts';
import { consumerGroupMemberMetadata } from '../../protocol/internal/groups/05-consumer-group-member-metadata.ts';
import { consumerGroupTargetAssignmentMetadata } from '../../protocol/internal/groups/06-consumer-group-target-assignment-metadata.ts';
import { consumerGroupTargetAssignmentMember } from '../../protocol/internal/groups/07-consumer-group-target-assignment-member.ts';
import {
  consumerGroupCurrentMemberAssignment,
  type ConsumerGroupCurrentMemberAssignmentValue,
} from '../../protocol/internal/groups/08-consumer-group-current-member-assignment.ts';
import { consumerGroupRegularExpression } from '../../protocol/internal/groups/16-consumer-group-regular-expression.ts';
import {
  coordinatorRecordType,
  decodeCoordinatorKey,
  decodeVersioned,
  encodeCoordinatorKey,
  encodeVersioned,
} from '../../protocol/record.ts';
import { partitionSet, topicPartitionsOf, type PartitionSet } from '../state/partition-set.ts';
import type {
  ConsumerGroupRecord,
  ConsumerMemberRecord,
  CurrentAssignmentRecord,
  MemberMetadata,
  ModernGroupRecord,
  ReconcileState,
  RegexRecord,
  TargetEpochRecord,
  TargetRecord,
} from './consumer-record.ts';

type StoredTopicPartitions =
  ConsumerGroupCurrentMemberAssignmentValue['assignedPartitions'][number];

/** In the order of Kafka's numbers. */
const reconcileStates: readonly ReconcileState[] = ['stable', 'unrevoked', 'unreleased'];

/** Undefined for the volatile kinds. */
export function encodeModernRecord(record: ModernGroupRecord): StoredRecord | undefined {
  switch (record.kind) {
    case 'consumer-group':
      return encodeGroup(record);
    case 'consumer-member':
      return encodeMember(record);
    case 'target-epoch':
      return encodeTargetEpoch(record);
    case 'target':
      return encodeTarget(record);
    case 'current-assignment':
      return encodeCurrent(record);
    case 'regex':
      return encodeRegex(record);
    default:
      return undefined;
  }
}

/** Undefined for the kinds of other group types, and for one that Kafka no longer reads. */
export function decodeModernRecord({ key, value }: LogEntry): ModernGroupRecord | undefined {
  switch (coordinatorRecordType(key)) {
    case consumerGroupMetadata.type:
      return decodeGroup(key, value);
    case consumerGroupMemberMetadata.type:
      return decodeMember(key, value);
    case consumerGroupTargetAssignmentMetadata.type:
      return decodeTargetEpoch(key, value);
    case consumerGroupTargetAssignmentMember.type:
      return decodeTarget(key, value);
    case consumerGroupCurrentMemberAssignment.type:
      return decodeCurrent(key, value);
    case consumerGroupRegularExpression.type:
      return decodeRegex(key, value);
    default:
      return undefined;
  }
}

function encodeGroup({ groupId, value }: ConsumerGroupRecord): StoredRecord {
  const key = encodeCoordinatorKey(consumerGroupMetadata, { groupId });
  return { key, value: value && encodeVersioned(consumerGroupMetadata.value, 0, value) };
}

function decodeGroup(key: Buffer, value: Buffer | null): ConsumerGroupRecord {
  const { groupId } = decodeCoordinatorKey(consumerGroupMetadata, key);
  const stored = value && decodeVersioned(consumerGroupMetadata.value, value).body;
  return {
    kind: 'consumer-group',
    groupId,
    value: stored && { epoch: stored.epoch, metadataHash: stored.metadataHash },
  };
}

function encodeMember({ groupId, memberId, value }: ConsumerMemberRecord): StoredRecord {
  const key = encodeCoordinatorKey(consumerGroupMemberMetadata, { groupId, memberId });
  if (value === null) return { key, value: null };
  const { classicMetadata, ...fields } = value;
  const stored = { ...fields, classicMemberMetadata: classicMetadata };
  return { key, value: encodeVersioned(consumerGroupMemberMetadata.value, 0, stored) };
}

function decodeMember(key: Buffer, value: Buffer | null): ConsumerMemberRecord {
  const { groupId, memberId } = decodeCoordinatorKey(consumerGroupMemberMetadata, key);
  const stored = value === null ? null : decodeMetadata(value);
  return { kind: 'consumer-member', groupId, memberId, value: stored, reason: '' };
}

/** Bytes are copied: the buffer that they were read into is not ours to keep. */
function decodeMetadata(value: Buffer): MemberMetadata {
  const { body } = decodeVersioned(consumerGroupMemberMetadata.value, value);
  const { classicMemberMetadata: classic, ...fields } = body;
  return {
    ...fields,
    classicMetadata: classic && {
      sessionTimeoutMs: classic.sessionTimeoutMs,
      supportedProtocols: classic.supportedProtocols.map(({ name, metadata }) => {
        return { name, metadata: Buffer.from(metadata) };
      }),
    },
  };
}

function encodeTargetEpoch({ groupId, value }: TargetEpochRecord): StoredRecord {
  const key = encodeCoordinatorKey(consumerGroupTargetAssignmentMetadata, { groupId });
  if (value === null) return { key, value: null };
  const stored = { assignmentEpoch: value.epoch, assignmentTimestamp: value.timestampMs };
  return { key, value: encodeVersioned(consumerGroupTargetAssignmentMetadata.value, 0, stored) };
}

function decodeTargetEpoch(key: Buffer, value: Buffer | null): TargetEpochRecord {
  const { groupId } = decodeCoordinatorKey(consumerGroupTargetAssignmentMetadata, key);
  const stored = value && decodeVersioned(consumerGroupTargetAssignmentMetadata.value, value).body;
  return {
    kind: 'target-epoch',
    groupId,
    value: stored && { epoch: stored.assignmentEpoch, timestampMs: stored.assignmentTimestamp },
  };
}

function encodeTarget({ groupId, memberId, value }: TargetRecord): StoredRecord {
  const key = encodeCoordinatorKey(consumerGroupTargetAssignmentMember, { groupId, memberId });
  if (value === null) return { key, value: null };
  const stored = { topicPartitions: topicPartitionsOf(value) };
  return { key, value: encodeVersioned(consumerGroupTargetAssignmentMember.value, 0, stored) };
}

function decodeTarget(key: Buffer, value: Buffer | null): TargetRecord {
  const { groupId, memberId } = decodeCoordinatorKey(consumerGroupTargetAssignmentMember, key);
  const stored = value && decodeVersioned(consumerGroupTargetAssignmentMember.value, value).body;
  const target = stored && partitionSet(stored.topicPartitions);
  return { kind: 'target', groupId, memberId, value: target };
}

function encodeCurrent({ groupId, memberId, value }: CurrentAssignmentRecord): StoredRecord {
  const key = encodeCoordinatorKey(consumerGroupCurrentMemberAssignment, { groupId, memberId });
  if (value === null) return { key, value: null };
  const stored = {
    memberEpoch: value.memberEpoch,
    previousMemberEpoch: value.previousMemberEpoch,
    state: reconcileStates.indexOf(value.state),
    assignedPartitions: storedPartitions(value.assigned),
    partitionsPendingRevocation: storedPartitions(value.pendingRevocation),
  };
  return { key, value: encodeVersioned(consumerGroupCurrentMemberAssignment.value, 0, stored) };
}

function decodeCurrent(key: Buffer, value: Buffer | null): CurrentAssignmentRecord {
  const { groupId, memberId } = decodeCoordinatorKey(consumerGroupCurrentMemberAssignment, key);
  const stored = value && decodeVersioned(consumerGroupCurrentMemberAssignment.value, value).body;
  return {
    kind: 'current-assignment',
    groupId,
    memberId,
    value: stored && {
      memberEpoch: stored.memberEpoch,
      previousMemberEpoch: stored.previousMemberEpoch,
      state: reconcileStates[stored.state] ?? 'stable',
      assigned: ownedPartitions(stored.assignedPartitions, stored.memberEpoch),
      pendingRevocation: ownedPartitions(stored.partitionsPendingRevocation, stored.memberEpoch),
    },
  };
}

function storedPartitions(set: PartitionSet): StoredTopicPartitions[] {
  return [...set].map(([topicId, partitions]) => ({
    topicId,
    partitions: [...partitions.keys()],
    assignmentEpochs: [...partitions.values()],
  }));
}

/** Brokers before 4.2 did not note since when a partition is owned. */
function ownedPartitions(
  stored: readonly StoredTopicPartitions[],
  memberEpoch: number,
): PartitionSet {
  return new Map(
    stored.map(({ topicId, partitions, assignmentEpochs }) => {
      const epochs = partitions.map((partition, index): [number, number] => {
        return [partition, assignmentEpochs?.[index] ?? memberEpoch];
      });
      return [topicId, new Map(epochs)];
    }),
  );
}

function encodeRegex({ groupId, regex, value }: RegexRecord): StoredRecord {
  const key = encodeCoordinatorKey(consumerGroupRegularExpression, {
    groupId,
    regularExpression: regex,
  });
  if (value === null) return { key, value: null };
  const { topics, version, timestampMs: timestamp } = value;
  const stored = { topics, version, timestamp };
  return { key, value: encodeVersioned(consumerGroupRegularExpression.value, 0, stored) };
}

function decodeRegex(key: Buffer, value: Buffer | null): RegexRecord {
  const { groupId, regularExpression } = decodeCoordinatorKey(consumerGroupRegularExpression, key);
  const stored = value && decodeVersioned(consumerGroupRegularExpression.value, value).body;
  return {
    kind: 'regex',
    groupId,
    regex: regularExpression,
    value: stored && {
      topics: stored.topics,
      version: stored.version,
      timestampMs: stored.timestamp,
    },
  };
}
