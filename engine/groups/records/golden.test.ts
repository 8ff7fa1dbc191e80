/** A partition of `__consumer_offsets` that a real Apache Kafka 4.3.1 wrote: read, and written back to the same bytes. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadedBatches } from '../../coordinator/log-batches.ts';
import type { LogEntry } from '../../coordinator/machine.ts';
import { MemoryLog } from '../../coordinator/memory-log.ts';
import { batchBytes, batchesOf } from '../../records/batch.ts';
import { groupFixture } from '../group-fixture.ts';
import { assignedTopics } from '../group-view.ts';
import type { GroupRecord } from './group-record.ts';
import { decodeGroupRecord, encodeGroupRecord } from './record-codec.ts';

const hex = readFileSync(new URL('../fixtures/consumer-offsets.hex', import.meta.url), 'utf8');
const bytes = Buffer.from(hex.replaceAll('\n', ''), 'hex');

const entries: LogEntry[] = [...loadedBatches(bytes, 0)].flatMap(({ loaded }) =>
  loaded.flatMap((item) => (item.kind === 'record' ? [item.entry] : [])),
);

function recordAt(offset: number): GroupRecord | undefined {
  return decodeGroupRecord(entries[offset]!);
}

const member = 'console-consumer-1b5f39cd-6b72-4264-9636-ea13570a644b';

const committed = {
  offset: 30,
  leaderEpoch: -1,
  metadata: '',
  expireTimestampMs: -1,
  topicId: 'oZeteuJASKeGYCH9P94A9g',
};

test('its records are what the dump says', () => {
  const group = { kind: 'group-metadata', groupId: 'golden-classic' };
  const offset = { kind: 'offset', topic: 'codecs', partition: 0, producerId: null };
  const empty = { protocolName: null, leaderId: null, members: [] };
  expect([0, 2, 3, 9].map(recordAt)).toEqual([
    {
      ...group,
      value: { ...empty, protocolType: null, generationId: 0, stateTimestampMs: 1795384114019 },
    },
    {
      ...offset,
      groupId: 'golden-classic',
      value: { ...committed, commitTimestampMs: 1795384114697 },
    },
    {
      ...group,
      value: {
        ...empty,
        protocolType: 'consumer',
        generationId: 2,
        stateTimestampMs: 1795384114737,
      },
    },
    {
      ...offset,
      groupId: 'golden-consumer',
      value: { ...committed, commitTimestampMs: 1795384118392 },
    },
  ]);
});

test('its group with a member is what the dump says', () => {
  const record = recordAt(1);
  const value = record?.kind === 'group-metadata' ? record.value : undefined;
  expect({
    ...value,
    members: value?.members.map((stored) => ({
      ...stored,
      subscription: undefined,
      assignment: assignedTopics(stored.assignment),
    })),
  }).toEqual({
    protocolType: 'consumer',
    protocolName: 'range',
    generationId: 1,
    leaderId: member,
    stateTimestampMs: 1795384114068,
    members: [
      {
        memberId: member,
        groupInstanceId: null,
        clientId: 'console-consumer',
        clientHost: '/127.0.0.1',
        rebalanceTimeoutMs: 300000,
        sessionTimeoutMs: 45000,
        subscription: undefined,
        assignment: [{ topic: 'codecs', partitions: [0] }],
      },
    ],
  });
});

const golden = { groupId: 'golden-consumer', memberId: 'FmwojUyoSx2M0B-F6gTBUQ' };
const topicId = 'oZeteuJASKeGYCH9P94A9g';
const nothing: [string, Map<number, number>][] = [];

test('the records of its consumer group are what the dump says', () => {
  const { groupId } = golden;
  const owned = (epoch: number) => new Map([[topicId, new Map([[0, epoch]])]]);
  expect([4, 5, 6, 7, 8].map(recordAt)).toEqual([
    {
      kind: 'consumer-member',
      ...golden,
      reason: '',
      value: {
        instanceId: null,
        rackId: null,
        clientId: 'console-consumer',
        clientHost: '/127.0.0.1',
        subscribedTopicNames: ['codecs'],
        subscribedTopicRegex: '',
        rebalanceTimeoutMs: 300000,
        serverAssignor: null,
        classicMetadata: null,
      },
    },
    { kind: 'consumer-group', groupId, value: { epoch: 2, metadataHash: 7792626159221201111n } },
    { kind: 'target', ...golden, value: owned(0) },
    { kind: 'target-epoch', groupId, value: { epoch: 2, timestampMs: 1795384117923 } },
    {
      kind: 'current-assignment',
      ...golden,
      value: {
        memberEpoch: 2,
        previousMemberEpoch: 0,
        state: 'stable',
        assigned: owned(2),
        pendingRevocation: new Map(nothing),
      },
    },
  ]);
  expect([10, 11, 12, 13].map(recordAt)).toEqual([
    { kind: 'current-assignment', ...golden, value: null },
    { kind: 'target', ...golden, value: null },
    { kind: 'consumer-member', ...golden, value: null, reason: '' },
    { kind: 'consumer-group', groupId, value: { epoch: 3, metadataHash: 0n } },
  ]);
});

test('what is decoded is encoded to the same bytes', () => {
  const ours = entries.flatMap((entry) => {
    const record = decodeGroupRecord(entry);
    return record === undefined ? [] : [encodeGroupRecord(record)];
  });
  expect(ours).toEqual(entries.map(({ key, value }) => ({ key, value })));
});

test('a coordinator that takes the partition over finds the state that Kafka left', async () => {
  const log = new MemoryLog();
  for (const batch of batchesOf(bytes)) log.append(batchBytes(batch), 0);
  const { coordinator, failures } = groupFixture({ log });
  const offset = {
    topic: 'codecs',
    partition: 0,
    committedOffset: 30,
    leaderEpoch: -1,
    metadata: '',
  };
  const common = { state: 'Empty', protocol: '', leaderId: '', members: [] };
  expect({ failures, groups: coordinator.snapshot() }).toEqual({
    failures: [],
    groups: [
      {
        ...common,
        groupId: 'golden-classic',
        protocolType: 'consumer',
        generationId: 2,
        offsets: [{ ...offset, commitTimestampMs: 1795384114697 }],
      },
      {
        ...common,
        groupId: 'golden-consumer',
        protocolType: 'consumer',
        generationId: 3,
        offsets: [{ ...offset, commitTimestampMs: 1795384118392 }],
      },
    ],
  });
});
