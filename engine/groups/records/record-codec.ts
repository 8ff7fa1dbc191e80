/** The logged kinds of records in the bytes of `__consumer_offsets`, in the versions that Kafka 4 writes. */

import type { LogEntry, StoredRecord } from '../../coordinator/machine.ts';
import { groupMetadata } from '../../protocol/internal/groups/02-group-metadata.ts';
import { legacyOffsetCommit } from '../../protocol/internal/groups/00-legacy-offset-commit.ts';
import { offsetCommit } from '../../protocol/internal/groups/01-offset-commit.ts';
import {
  coordinatorRecordType,
  decodeCoordinatorKey,
  decodeVersioned,
  encodeCoordinatorKey,
  encodeVersioned,
} from '../../protocol/record.ts';
import type {
  CommittedOffset,
  GroupMetadataRecord,
  GroupRecord,
  OffsetRecord,
  StoredGroup,
  StoredMember,
} from './group-record.ts';
import { decodeModernRecord, encodeModernRecord } from './consumer-codec.ts';
import { isModernGroupRecord } from './consumer-record.ts';

/** The last version without tagged fields, which older brokers can read. */
const GROUP_METADATA_VERSION = 3;
/** The version with the topic id. */
const OFFSET_VERSION = 4;
/** The only version with an expiry of its own. */
const EXPIRING_OFFSET_VERSION = 1;

/** Undefined for the volatile kinds, and for the end of a transaction, which its coordinator writes. */
export function encodeGroupRecord(record: GroupRecord): StoredRecord | undefined {
  if (isModernGroupRecord(record)) return encodeModernRecord(record);
  if (record.kind === 'offset') return encodeOffset(record);
  if (record.kind === 'group-metadata') return encodeGroup(record);
  return undefined;
}

/** Undefined for the kinds of other group types. */
export function decodeGroupRecord(entry: LogEntry): GroupRecord | undefined {
  switch (coordinatorRecordType(entry.key)) {
    case legacyOffsetCommit.type:
    case offsetCommit.type:
      return decodeOffset(entry);
    case groupMetadata.type:
      return decodeGroup(entry);
    default:
      return decodeModernRecord(entry);
  }
}

function encodeOffset({ groupId, topic, partition, value }: OffsetRecord): StoredRecord {
  const key = encodeCoordinatorKey(offsetCommit, { group: groupId, topic, partition });
  if (value === null) return { key, value: null };
  const version = value.expireTimestampMs === -1 ? OFFSET_VERSION : EXPIRING_OFFSET_VERSION;
  return {
    key,
    value: encodeVersioned(offsetCommit.value, version, {
      offset: value.offset,
      leaderEpoch: value.leaderEpoch,
      metadata: value.metadata,
      commitTimestamp: value.commitTimestampMs,
      expireTimestamp: value.expireTimestampMs,
      topicId: value.topicId,
    }),
  };
}

/** The keys of both types have the same fields, and the legacy value is the beginning of the other. */
function decodeOffset({ key, value, transaction }: LogEntry): OffsetRecord {
  const type = coordinatorRecordType(key) === offsetCommit.type ? offsetCommit : legacyOffsetCommit;
  const { group, topic, partition } = decodeCoordinatorKey(type, key);
  return {
    kind: 'offset',
    groupId: group,
    topic,
    partition,
    value: value === null ? null : decodeCommittedOffset(value),
    producerId: transaction?.producerId ?? null,
  };
}

function decodeCommittedOffset(value: Buffer): CommittedOffset {
  const { body } = decodeVersioned(offsetCommit.value, value);
  return {
    offset: body.offset,
    leaderEpoch: body.leaderEpoch,
    metadata: body.metadata,
    commitTimestampMs: body.commitTimestamp,
    expireTimestampMs: body.expireTimestamp,
    topicId: body.topicId,
  };
}

function encodeGroup({ groupId, value }: GroupMetadataRecord): StoredRecord {
  const key = encodeCoordinatorKey(groupMetadata, { group: groupId });
  if (value === null) return { key, value: null };
  return {
    key,
    value: encodeVersioned(groupMetadata.value, GROUP_METADATA_VERSION, {
      protocolType: value.protocolType ?? '',
      generation: value.generationId,
      protocol: value.protocolName,
      leader: value.leaderId,
      currentStateTimestamp: value.stateTimestampMs,
      members: value.members.map(({ rebalanceTimeoutMs, sessionTimeoutMs, ...member }) => {
        return {
          ...member,
          rebalanceTimeout: rebalanceTimeoutMs,
          sessionTimeout: sessionTimeoutMs,
        };
      }),
    }),
  };
}

function decodeGroup({ key, value }: LogEntry): GroupMetadataRecord {
  const groupId = decodeCoordinatorKey(groupMetadata, key).group;
  return {
    kind: 'group-metadata',
    groupId,
    value: value === null ? null : decodeStoredGroup(value),
  };
}

/** Bytes are copied: the buffer that they were read into is not ours to keep. */
function decodeStoredGroup(value: Buffer): StoredGroup {
  const { body } = decodeVersioned(groupMetadata.value, value);
  return {
    protocolType: body.protocolType === '' ? null : body.protocolType,
    protocolName: body.protocol,
    generationId: body.generation,
    leaderId: body.leader,
    stateTimestampMs: body.currentStateTimestamp,
    members: body.members.map((member): StoredMember => {
      return {
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        rebalanceTimeoutMs:
          member.rebalanceTimeout === -1 ? member.sessionTimeout : member.rebalanceTimeout,
        sessionTimeoutMs: member.sessionTimeout,
        subscription: Buffer.from(member.subscription),
        assignment: Buffer.from(member.assignment),
      };
    }),
  };
}
