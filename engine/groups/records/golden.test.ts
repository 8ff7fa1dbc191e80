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

test('records of other group types are left alone', () => {
  const kinds = entries.map((entry) => decodeGroupRecord(entry)?.kind ?? 'other');
  const others = Array.from({ length: 4 }, () => 'other');
  expect(kinds).toEqual([
    'group-metadata',
    'group-metadata',
    'offset',
    'group-metadata',
    ...others,
    'other',
    'offset',
    ...others,
  ]);
});

test('what is decoded is encoded to the same bytes', () => {
  const ours = entries.flatMap((entry) => {
    const record = decodeGroupRecord(entry);
    return record === undefined ? [] : [{ entry, stored: encodeGroupRecord(record) }];
  });
  expect(ours.map(({ stored }) => stored)).toEqual(
    ours.map(({ entry: { key, value } }) => ({ key, value })),
  );
  expect(ours).toHaveLength(5);
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
        protocolType: '',
        generationId: 0,
        offsets: [{ ...offset, commitTimestampMs: 1795384118392 }],
      },
    ],
  });
});
