/** What a real Kafka 4.3.1 has stored in its internal topics is read and written back byte for byte. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AssertionError } from '../base/assert.ts';
import { MalformedBytesError } from '../base/bytes-reader.ts';
import {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  leaderChangeMessage,
} from './internal/data/index.ts';
import { groupMetadata, groupRecords, offsetCommit } from './internal/groups/index.ts';
import {
  metadataRecords,
  noOpRecord,
  partitionChangeRecord,
  topicRecord,
} from './internal/metadata/index.ts';
import { transactionLog, transactionRecords } from './internal/transactions/index.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from './metadata-record.ts';
import {
  coordinatorRecordType,
  decodeCoordinatorKey,
  decodeData,
  decodeVersioned,
  encodeCoordinatorKey,
  encodeData,
  encodeVersioned,
  type CoordinatorRecordType,
} from './record.ts';

interface Stored {
  control: boolean;
  key: Buffer | null;
  value: Buffer | null;
}

const stored = JSON.parse(
  readFileSync(new URL('./fixtures/stored/records.json', import.meta.url), 'utf8'),
) as Record<string, { control: boolean; key: string | null; value: string | null }[]>;

function of(topic: string): Stored[] {
  return stored[topic]!.map(({ control, key, value }) => ({
    control,
    key: key === null ? null : Buffer.from(key, 'hex'),
    value: value === null ? null : Buffer.from(value, 'hex'),
  }));
}

const hex = (buffer: Buffer) => buffer.toString('hex');

describe('the metadata log of a real Kafka', () => {
  const frames = of('__cluster_metadata-0').filter(({ control }) => !control);

  test('survives the round trip', () => {
    const kinds = new Set<string>();
    for (const { value } of frames) {
      const { key, name, version, body } = decodeMetadataRecord(value!);
      const type = metadataRecords.find((entry) => entry.key === key)!;
      expect(hex(encodeMetadataRecord(type, version, body))).toBe(hex(value!));
      kinds.add(name);
    }
    expect([...kinds].sort()).toEqual([
      'BeginTransactionRecord',
      'BrokerRegistrationChangeRecord',
      'ClearElrRecord',
      'ConfigRecord',
      'EndTransactionRecord',
      'FeatureLevelRecord',
      'NoOpRecord',
      'PartitionChangeRecord',
      'PartitionRecord',
      'ProducerIdsRecord',
      'RegisterBrokerRecord',
      'RegisterControllerRecord',
      'TopicRecord',
    ]);
  });

  test('a control record names the leader and the voters', () => {
    const control = of('__cluster_metadata-0').find(
      ({ key }) => key?.toString('hex') === '00000002',
    );
    const version = control!.value!.readInt16BE(0);
    const body = decodeData(leaderChangeMessage, version, control!.value!);
    expect(body.leaderId).toBe(1);
    expect(hex(encodeData(leaderChangeMessage, version, body))).toBe(hex(control!.value!));
  });

  test('absent changes of a partition are null, or -2 for the leader', () => {
    const bytes = encodeMetadataRecord(partitionChangeRecord, 2, {
      partitionId: 1,
      topicId: 'L3yGVqXPTwWUBUPNYFBNdw',
      isr: [1, 2],
    });
    expect(decodeMetadataRecord(bytes).body).toMatchObject({
      isr: [1, 2],
      leader: -2,
      replicas: null,
    });
  });

  test('a decoded record is told apart by its name', () => {
    const bytes = encodeMetadataRecord(topicRecord, 0, {
      name: 't',
      topicId: 'L3yGVqXPTwWUBUPNYFBNdw',
    });
    const record = decodeMetadataRecord(bytes);
    expect(record.name === 'TopicRecord' ? record.body.name : undefined).toBe('t');
  });

  test.each([
    ['nothing', ''],
    ['another frame version', '021400'],
    ['an unknown key', '017f00'],
    ['an unknown version', '01020500'],
    ['a missing end', '010200'],
  ])('%s is refused', (_, text) => {
    expect(() => decodeMetadataRecord(Buffer.from(text, 'hex'))).toThrow(MalformedBytesError);
  });

  test('a record without fields has only its envelope and a tag section', () => {
    expect(hex(encodeMetadataRecord(noOpRecord, 0, {}))).toBe('01140000');
  });
});

describe('the coordinators of a real Kafka', () => {
  test.each([
    ['__consumer_offsets-0', groupRecords],
    ['__transaction_state-0', transactionRecords],
  ] as const)('%s survives the round trip', (topic, types) => {
    const frames = of(topic);
    expect(frames.length).toBeGreaterThan(1);
    for (const { key, value } of frames) {
      const type: CoordinatorRecordType = types.find(
        (entry) => entry.type === coordinatorRecordType(key!),
      )!;
      expect(hex(encodeCoordinatorKey(type, decodeCoordinatorKey(type, key!)))).toBe(hex(key!));
      if (value === null) continue;
      const { version, body } = decodeVersioned(type.value, value);
      expect(hex(encodeVersioned(type.value, version, body))).toBe(hex(value));
    }
  });

  test('a committed offset says who, where and how far', () => {
    const frame = of('__consumer_offsets-0').find(({ key }) => coordinatorRecordType(key!) === 1)!;
    expect(decodeCoordinatorKey(offsetCommit, frame.key!)).toMatchObject({ partition: 0 });
    const { version, body } = decodeVersioned(offsetCommit.value, frame.value!);
    expect(version).toBe(4);
    expect(body.offset).toBeGreaterThan(0);
    expect(body.topicId).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  test('a classic group carries what its consumers said', () => {
    const groups = of('__consumer_offsets-0')
      .filter(({ key }) => coordinatorRecordType(key!) === groupMetadata.type)
      .map(({ value }) => decodeVersioned(groupMetadata.value, value!).body);
    const member = groups.flatMap(({ members }) => members)[0]!;
    const { body } = decodeVersioned(consumerProtocolSubscription, member.subscription);
    expect(body.topics.length).toBe(1);
    const assigned = decodeVersioned(consumerProtocolAssignment, member.assignment);
    expect(assigned.body.assignedPartitions).toEqual([{ topic: body.topics[0], partitions: [0] }]);
  });

  test('a transaction has a state', () => {
    const { value } = of('__transaction_state-0')[0]!;
    expect(decodeVersioned(transactionLog.value, value!).body).toMatchObject({
      producerEpoch: 0,
      transactionStatus: 0,
    });
  });

  test('a newer version than known is read as far as it is known', () => {
    const bytes = encodeVersioned(consumerProtocolSubscription, 3, {
      topics: ['t'],
      userData: null,
    });
    bytes.writeInt16BE(9, 0);
    const { version, body } = decodeVersioned(consumerProtocolSubscription, bytes);
    expect([version, body.topics]).toEqual([9, ['t']]);
  });

  test('a version below the first is refused, and a key is not read as another', () => {
    expect(() => decodeVersioned(offsetCommit.value, Buffer.from('ffff', 'hex'))).toThrow(
      'OffsetCommitValue has no version -1.',
    );
    const key = encodeCoordinatorKey(groupMetadata, { group: 'g' });
    expect(() => decodeCoordinatorKey(offsetCommit, key)).toThrow(AssertionError);
  });
});
