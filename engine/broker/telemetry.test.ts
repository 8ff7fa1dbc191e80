import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZERO_UUID } from '../base/bytes-reader.ts';
import { systemPorts } from '../base/ports/real/ports.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { produce } from '../protocol/messages/00-produce.ts';
import { fetch } from '../protocol/messages/01-fetch.ts';
import { offsetCommit } from '../protocol/messages/08-offset-commit.ts';
import { findCoordinator } from '../protocol/messages/10-find-coordinator.ts';
import { apiVersions } from '../protocol/messages/18-api-versions.ts';
import { deleteTopics } from '../protocol/messages/20-delete-topics.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { RequestChannel } from '../replication/channel.ts';
import { type NodeFixture, startNodes } from './node-fixture.ts';
import {
  type BrokerTelemetry,
  PARTITION_COLUMNS,
  READ_COLUMNS,
  TelemetrySource,
} from './telemetry.ts';

let nodes: NodeFixture;
beforeAll(async () => {
  nodes = await startNodes(1, {
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
  });
});
afterAll(async () => {
  await nodes.close();
  expect(nodes.problems).toEqual([]);
});

/** One who watches: everything that was told so far, put together. */
class Watcher {
  readonly source = new TelemetrySource(nodes.brokers[0]!);
  readonly names = new Map<number, string>();
  readonly partitions = new Map<string, number[]>();
  readonly positions = new Map<number, number>();
  clients: NonNullable<BrokerTelemetry['clients']> = [];
  groups: NonNullable<BrokerTelemetry['groups']> = [];
  topology: BrokerTelemetry['topology'];
  counts: BrokerTelemetry['counts'] | undefined;

  /** Returns whether something was told. */
  look(): boolean {
    const told = this.source.collect();
    if (!told) return false;
    for (const { id, topic, partition } of told.names) this.names.set(id, `${topic}-${partition}`);
    for (const row of rows(told.partitions, PARTITION_COLUMNS))
      this.partitions.set(this.names.get(row[0]!)!, row.slice(1));
    for (const [id, position] of rows(told.reads, READ_COLUMNS)) this.positions.set(id!, position!);
    this.clients = told.clients ?? this.clients;
    this.groups = told.groups ?? this.groups;
    this.topology = told.topology ?? this.topology;
    this.counts = told.counts;
    return true;
  }

  /** Looks until something holds; clients and groups are told of only now and then. */
  async until(isSo: () => boolean): Promise<void> {
    await nodes.until(() => this.look() && isSo());
  }
}

function rows(numbers: Float64Array, columns: number): number[][] {
  return Array.from({ length: numbers.length / columns }, (_, row) => [
    ...numbers.subarray(row * columns, (row + 1) * columns),
  ]);
}

async function send(topic: string, ...values: string[]): Promise<void> {
  const records = encodeBatch(
    values.map((value) => ({ key: null, value: Buffer.from(value), timestamp: 1 })),
    {},
  );
  const topicData = [{ name: topic, partitionData: [{ index: 0, records }] }];
  const body = { acks: 1, timeoutMs: 1000, topicData };
  const { responses } = await nodes.ask(1, produce, { version: 9, body });
  expect(responses[0]!.partitionResponses[0]!.errorCode).toBe(ErrorCode.NONE);
}

async function readFrom(topic: string, fetchOffset: number): Promise<void> {
  const partitions = [{ partition: 0, fetchOffset, partitionMaxBytes: 1000 }];
  const body = { maxWaitMs: 0, minBytes: 0, sessionEpoch: -1, topics: [{ topic, partitions }] };
  await nodes.ask(1, fetch, { version: 11, body });
}

test('a partition is named once, and told with its offsets when they move', async () => {
  await nodes.createTopic('watched');
  const watcher = new Watcher();
  watcher.look();
  await send('watched', 'a', 'b');
  watcher.look();
  const [leaderEpoch, inSync, start, highWatermark, end, bytes] =
    watcher.partitions.get('watched-0')!;
  expect([leaderEpoch, inSync, start, highWatermark, end]).toEqual([0, 2, 0, 2, 2]);
  expect(bytes).toBe(nodes.leaderOf('watched', 0).partitions.get('watched', 0)!.bytesAppended);
  await send('watched', 'c');
  const again = watcher.source.collect()!;
  expect([again.names, rows(again.partitions, PARTITION_COLUMNS).map((row) => row[5])]).toEqual([
    [],
    [3],
  ]);
});

test('nothing is told when nothing has changed', async () => {
  const watcher = new Watcher();
  await watcher.until(() => watcher.clients.length > 0);
  expect([watcher.look(), watcher.look()]).toEqual([false, false]);
});

test('a client is told with what it writes and where it reads, and its position when it moves on', async () => {
  await nodes.createTopic('followed');
  await send('followed', 'a', 'b', 'c');
  await readFrom('followed', 1);
  const watcher = new Watcher();
  const reader = () =>
    watcher.clients.find(({ reads }) => reads.some(({ topic }) => topic === 'followed'));
  await watcher.until(() => reader() !== undefined);
  const client = reader()!;
  const { id } = client.reads.find(({ topic }) => topic === 'followed')!;
  expect([client.clientId, client.writes.find(({ topic }) => topic === 'followed')]).toEqual([
    'test',
    { topic: 'followed', records: 3, bytes: expect.any(Number) },
  ]);
  expect(watcher.positions.get(id)).toBe(1);
  await readFrom('followed', 3);
  watcher.look();
  expect(watcher.positions.get(id)).toBe(3);
});

test('our own nodes are no clients', async () => {
  const { network, clock } = systemPorts;
  const { address, server } = nodes.brokers[0]!;
  const clientId = 'broker-2-fetcher';
  const channel = new RequestChannel({ network, clock, address: () => address, clientId });
  const body = { clientSoftwareName: 'x', clientSoftwareVersion: '1' };
  await channel.request(apiVersions, 3, body);
  const watcher = new Watcher();
  await watcher.until(() => watcher.clients.length > 0);
  expect([...server.clients.values()].map(({ activity }) => activity.clientId)).toContain(clientId);
  channel.close();
  expect(watcher.clients.filter(({ clientId }) => clientId !== 'test')).toEqual([]);
});

test('a group is told with what it has committed', async () => {
  const body = { keyType: 0, coordinatorKeys: ['g'] };
  await nodes.ask(1, findCoordinator, { version: 4, body });
  await nodes.until(() => nodes.coordinates('g'));
  const watcher = new Watcher();
  watcher.look();
  await nodes.createTopic('committed');
  await nodes.ask(1, offsetCommit, {
    version: 8,
    body: {
      groupId: 'g',
      memberId: '',
      topics: [
        {
          name: 'committed',
          partitions: [{ partitionIndex: 0, committedOffset: 7, committedMetadata: null }],
        },
      ],
    },
  });
  await watcher.until(() => watcher.groups.length > 0);
  expect(watcher.groups).toMatchObject([
    { groupId: 'g', offsets: [{ topic: 'committed', partition: 0, committedOffset: 7 }] },
  ]);
});

test('the topology and the counts follow topics that come and go', async () => {
  const watcher = new Watcher();
  await nodes.createTopic('shortlived', { partitions: 2, configs: { 'retention.ms': '5' } });
  watcher.look();
  const before = watcher.counts!;
  expect(watcher.topology!.brokers).toEqual([{ id: 1, isFenced: false }]);
  expect(watcher.topology!.topics.find(({ name }) => name === 'shortlived')).toMatchObject({
    isInternal: false,
    replicas: [[1], [1]],
    configs: { 'retention.ms': '5' },
  });
  const topics = [{ name: 'shortlived', topicId: ZERO_UUID }];
  await nodes.ask(1, deleteTopics, { version: 6, body: { topics, timeoutMs: 1000 } });
  await watcher.until(() => !watcher.topology!.topics.some(({ name }) => name === 'shortlived'));
  expect(watcher.counts).toEqual({
    led: before.led - 2,
    held: before.held - 2,
    inSync: before.inSync - 2,
  });
});

test('what is gone is forgotten, and what stays keeps its row', async () => {
  await nodes.createTopic('kept');
  const watcher = new Watcher();
  watcher.look();
  watcher.source.forget();
  await send('kept', 'a');
  const told = watcher.source.collect()!;
  expect([told.names, rows(told.partitions, PARTITION_COLUMNS).length]).toEqual([[], 1]);
});
