/** What both libraries behind the port must do, against brokers of our own; and what ours does when one is killed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../base/ports/real/clock.ts';
import { systemNetwork } from '../base/ports/real/network.ts';
import { systemRandom } from '../base/ports/real/random.ts';
import { Cluster } from '../cluster/cluster.ts';
import type { ClientOptions } from './client-options.ts';
import type {
  ClusterClient,
  Compression,
  ConsumedBatch,
  ConsumedRecord,
  Message,
} from './cluster-client.ts';
import { KafkajsClient } from './kafkajs/kafkajs-client.ts';
import { openClient, parseBootstrap } from './open-client.ts';
import { partitionOfKey } from './partitioner.ts';

const directory = mkdtempSync(join(tmpdir(), 'penstock-client-'));
const ports = { clock: systemClock, network: systemNetwork, random: systemRandom };
let cluster: Cluster;
/** The clock port lets a process end; a test must not. */
let alive: NodeJS.Timeout;

beforeAll(async () => {
  alive = setInterval(() => undefined, 1000);
  cluster = await Cluster.start({
    brokers: 3,
    host: '127.0.0.1',
    ports: [0, 0, 0],
    dataDirectory: directory,
    properties: { 'auto.create.topics.enable': 'false' },
  });
}, 30_000);

afterAll(async () => {
  await cluster.stop();
  clearInterval(alive);
  rmSync(directory, { recursive: true, force: true });
}, 30_000);

function optionsFor(bootstrap: string): ClientOptions {
  return { bootstrap, clientId: 'tester', ports, retryTimeoutMs: 20_000 };
}

const libraries: [string, (bootstrap: string) => Promise<ClusterClient>][] = [
  ['our own codec', (bootstrap) => openClient(optionsFor(bootstrap))],
  [
    'kafkajs',
    (bootstrap) =>
      Promise.resolve(new KafkajsClient(parseBootstrap(bootstrap), optionsFor(bootstrap))),
  ],
];

/** Opens a client for one test, and closes it whatever happens. */
async function withClient(
  open: (bootstrap: string) => Promise<ClusterClient>,
  task: (client: ClusterClient) => Promise<void>,
): Promise<void> {
  const client = await open(cluster.bootstrap);
  try {
    await task(client);
  } finally {
    await client.close();
  }
}

let topicCount = 0;

async function newTopic(client: ClusterClient, partitions = 3): Promise<string> {
  const name = `topic-${topicCount++}`;
  expect(await client.admin.createTopics([{ name, partitions, replicationFactor: 3 }])).toEqual([
    name,
  ]);
  return name;
}

function numbered(count: number, partition?: number): Message[] {
  return Array.from({ length: count }, (_, index) => ({
    value: String(index),
    ...(partition !== undefined && { partition }),
  }));
}

function texts(records: readonly ConsumedRecord[]): string[] {
  return records.map(({ value }) => String(value));
}

const patience = { timeout: 20_000, interval: 20 };

/** Reads until as many records have come, then stops. */
async function read(client: ClusterClient, topic: string, count: number): Promise<ConsumedBatch[]> {
  const batches: ConsumedBatch[] = [];
  const reader = await client.reader({
    topics: [topic],
    onBatch: (batch) => void batches.push(batch),
  });
  await vi.waitFor(
    () => expect(batches.flatMap(({ records }) => records).length).toBeGreaterThanOrEqual(count),
    patience,
  );
  await reader.close();
  return batches;
}

describe.each(libraries)('on %s', (_, open) => {
  test(
    'the cluster tells its brokers',
    () =>
      withClient(open, async (client) => {
        const { brokers, clusterId, controllerId } = await client.admin.describeCluster();
        expect(clusterId).toBe(cluster.clusterId);
        expect(typeof controllerId).toBe('number');
        expect(brokers.map(({ id, port }) => `${id}:${port}`).sort()).toEqual(
          cluster.brokers.map(({ id, address }) => `${id}:${address.port}`),
        );
      }),
    30_000,
  );

  test(
    'topics are created, described and deleted once',
    () =>
      withClient(open, async (client) => {
        const name = await newTopic(client, 2);
        expect(await client.admin.createTopics([{ name, partitions: 2 }])).toEqual([]);
        const [topic, ...others] = await client.admin.describeTopics([name, 'not-there']);
        expect(others).toEqual([]);
        expect(topic).toMatchObject({ name, isInternal: false });
        expect(
          topic!.partitions.map(({ partition, replicas }) => [partition, replicas.length]),
        ).toEqual([
          [0, 3],
          [1, 3],
        ]);
        expect((await client.admin.describeTopics()).map((each) => each.name)).toContain(name);
        expect(await client.admin.deleteTopics([name, 'not-there'])).toEqual([name]);
        expect(await client.admin.describeTopics([name])).toEqual([]);
      }),
    30_000,
  );

  test(
    'a topic gets more partitions and other configs',
    () =>
      withClient(open, async (client) => {
        const { admin } = client;
        const name = await newTopic(client, 1);
        await admin.addPartitions(name, 3);
        await vi.waitFor(
          async () => expect((await admin.describeTopics([name]))[0]!.partitions.length).toBe(3),
          patience,
        );
        const fewer = admin.addPartitions(name, 2);
        await expect(fewer).rejects.toMatchObject({ code: 'INVALID_PARTITIONS' });
        await admin.alterTopicConfigs(name, {
          'retention.ms': '1000',
          'cleanup.policy': 'compact',
        });
        await admin.alterTopicConfigs(name, { 'retention.ms': null, 'max.message.bytes': '2000' });
        const configs = { 'cleanup.policy': 'compact', 'max.message.bytes': '2000' };
        await vi.waitFor(
          async () => expect(await admin.topicConfigs(name)).toEqual(configs),
          patience,
        );
        const wrong = admin.alterTopicConfigs(name, { 'retention.ms': 'long' });
        await expect(wrong).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
      }),
    30_000,
  );

  test(
    'what cannot be created says why',
    () =>
      withClient(open, async (client) => {
        const creating = client.admin.createTopics([{ name: 'bad name!', partitions: 1 }]);
        await expect(creating).rejects.toMatchObject({ code: 'INVALID_TOPIC_EXCEPTION' });
      }),
    30_000,
  );

  test(
    'records go where they are sent, and come back whole',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client);
        const producer = await client.producer();
        const messages: Message[] = [
          {
            key: 'orders-17',
            value: 'keyed',
            headers: [{ key: 'trace', value: Buffer.from('x') }],
          },
          { value: 'placed', partition: 2, timestamp: 1_700_000_000_123 },
          { key: 'gone', value: null },
        ];
        const sent = await producer.send(topic, messages);
        expect(sent.map(({ partition }) => partition)).toEqual([
          partitionOfKey(Buffer.from('orders-17'), 3),
          2,
          partitionOfKey(Buffer.from('gone'), 3),
        ]);
        const batches = await read(client, topic, 3);
        const found = sent.map(({ partition, offset }) =>
          batches
            .filter((batch) => batch.partition === partition)
            .flatMap(({ records }) => records)
            .find((record) => record.offset === offset),
        );
        expect(found.map((record) => [record?.key?.toString(), record?.value?.toString()])).toEqual(
          [
            ['orders-17', 'keyed'],
            [undefined, 'placed'],
            ['gone', undefined],
          ],
        );
        expect(found[0]!.headers).toEqual([{ key: 'trace', value: Buffer.from('x') }]);
        expect(found[1]!.timestamp).toBe(1_700_000_000_123);
      }),
    30_000,
  );

  test.each<Compression>(['gzip', 'snappy', 'lz4', 'zstd'])(
    '%s is written and read',
    (compression) =>
      withClient(open, async (client) => {
        const topic = await newTopic(client, 1);
        const producer = await client.producer({ compression });
        await producer.send(topic, numbered(50));
        const batches = await read(client, topic, 50);
        expect(texts(batches.flatMap(({ records }) => records))).toEqual(
          numbered(50).map(({ value }) => value),
        );
      }),
    30_000,
  );

  test(
    'a partition that does not exist is refused',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client);
        const producer = await client.producer();
        const sending = producer.send(topic, [{ value: 'x', partition: 7 }]);
        await expect(sending).rejects.toMatchObject({ code: 'UNKNOWN_PARTITION' });
      }),
    30_000,
  );

  test(
    'offsets are found by end and by time',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client, 1);
        const producer = await client.producer();
        const at = (timestamp: number) => ({ value: 'x', timestamp });
        await producer.send(topic, [at(1_700_000_001_000), at(1_700_000_002_000)]);
        const { admin } = client;
        await vi.waitFor(
          async () =>
            expect(await admin.topicOffsets(topic)).toEqual([
              { partition: 0, earliest: 0, latest: 2 },
            ]),
          patience,
        );
        const offsetAt = async (time: number) =>
          (await admin.topicOffsetsAt(topic, time))[0]!.offset;
        expect([
          await offsetAt(1_700_000_000_000),
          await offsetAt(1_700_000_001_500),
          await offsetAt(1_700_000_009_000),
        ]).toEqual([0, 1, 2]);
      }),
    30_000,
  );

  test(
    'a reader begins where it is told, and stands where it has read',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client, 1);
        const producer = await client.producer();
        await producer.send(topic, numbered(10));
        const seen: string[] = [];
        const reader = await client.reader({
          clientId: 'Sally',
          topics: [topic],
          positions: [{ topic, partition: 0, offset: 7 }],
          onBatch: ({ records }) => void seen.push(...texts(records)),
        });
        await vi.waitFor(() => expect(seen).toContain('9'), patience);
        expect(seen.slice(-3)).toEqual(['7', '8', '9']);
        await vi.waitFor(
          () => expect(reader.positions()).toEqual([{ topic, partition: 0, offset: 10 }]),
          patience,
        );
        await reader.close();
        await reader.done;
      }),
    30_000,
  );

  test(
    'a paused reader reads nothing until it is resumed',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client, 1);
        const producer = await client.producer();
        await producer.send(topic, numbered(1));
        const seen: string[] = [];
        const reader = await client.reader({
          topics: [topic],
          onBatch: ({ records }) => void seen.push(...texts(records)),
        });
        await vi.waitFor(() => expect(seen).toEqual(['0']), patience);
        reader.pause();
        await producer.send(topic, [{ value: 'later' }]);
        reader.seek({ topic, partition: 0, offset: 0 });
        reader.resume();
        await vi.waitFor(() => expect(seen).toEqual(['0', '0', 'later']), patience);
        await reader.close();
      }),
    30_000,
  );

  test(
    'a handler that fails ends the reading with its error',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client, 1);
        const producer = await client.producer();
        await producer.send(topic, numbered(1));
        const reader = await client.reader({
          topics: [topic],
          onBatch: () => Promise.reject(new Error('no room')),
        });
        await expect(reader.done).rejects.toThrow('no room');
      }),
    30_000,
  );

  test(
    'members of a group share the partitions, and a newcomer goes on where the group was',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client, 4);
        const producer = await client.producer();
        await producer.send(
          topic,
          [0, 1, 2, 3].flatMap((partition) => numbered(5, partition)),
        );
        const groupId = `group-of-${topic}`;
        const seen: string[] = [];
        const join = (clientId: string) =>
          client.consumer({
            clientId,
            groupId,
            topics: [topic],
            from: 'earliest',
            sessionTimeoutMs: 6000,
            onBatch: ({ partition, records }) =>
              void seen.push(...records.map(({ offset }) => `${partition}:${offset}`)),
          });
        const first = await join('first');
        await vi.waitFor(() => expect(seen.length).toBe(20), patience);
        await first.commit();
        const second = await join('second');
        await vi.waitFor(
          () => expect([first.assignment().length, second.assignment().length]).toEqual([2, 2]),
          patience,
        );
        const { state, members } = await client.admin.describeGroup(groupId);
        expect([state, members.map((member) => member.clientId).sort()]).toEqual([
          'Stable',
          ['first', 'second'],
        ]);
        expect(
          members
            .flatMap(({ assignment }) => assignment.flatMap((each) => each.partitions))
            .sort((a, b) => a - b),
        ).toEqual([0, 1, 2, 3]);
        await first.close();
        await second.close();
        await producer.send(topic, numbered(1, 3));
        const third = await join('third');
        await vi.waitFor(() => expect(seen.at(-1)).toBe('3:5'), patience);
        expect(new Set(seen).size).toBe(21);
        await third.close();
        const committed = await client.admin.groupOffsets(groupId, [topic]);
        expect(new Set(committed.map(({ partition, offset }) => `${partition}:${offset}`))).toEqual(
          new Set(['0:5', '1:5', '2:5', '3:6']),
        );
        expect(await client.admin.listGroups()).toContain(groupId);
      }),
    40_000,
  );

  test(
    'the offsets of a group without members are set, and the group is deleted',
    () =>
      withClient(open, async (client) => {
        const topic = await newTopic(client, 2);
        const groupId = `moved-${topic}`;
        await client.admin.setGroupOffsets(groupId, [{ topic, partition: 0, offset: 2 }]);
        expect(await client.admin.groupOffsets(groupId, [topic])).toEqual([
          { topic, partition: 0, offset: 2 },
        ]);
        expect(await client.admin.groupOffsets(groupId, ['another'])).toEqual([]);
        await client.admin.deleteGroups([groupId, 'not-there']);
        expect(await client.admin.listGroups()).not.toContain(groupId);
      }),
    30_000,
  );

  test('a closed client opens nothing more', async () => {
    const client = await open(cluster.bootstrap);
    await client.close();
    await expect(client.producer()).rejects.toMatchObject({ code: 'CLIENT_CLOSED' });
  });
});

test('where no broker answers, that is what the error says', async () => {
  const options = { ...optionsFor('127.0.0.1:1'), retryTimeoutMs: 100 };
  const client = await openClient(options);
  await expect(client.admin.describeCluster()).rejects.toMatchObject({
    code: 'CLUSTER_UNREACHABLE',
    message: 'No broker answers at 127.0.0.1:1.',
  });
  await client.close();
});

test('a topic that is not there is waited for, then said to be missing', async () => {
  const client = await openClient({ ...optionsFor(cluster.bootstrap), retryTimeoutMs: 300 });
  const reading = client.reader({ topics: ['never-made'], onBatch: () => undefined });
  await expect(reading).rejects.toMatchObject({ code: 'UNKNOWN_TOPIC_OR_PARTITION' });
  await client.close();
});

test(
  'a group is moved to either end of a topic',
  () =>
    withClient(libraries[0]![1], async (client) => {
      const topic = await newTopic(client, 2);
      const producer = await client.producer();
      await producer.send(topic, [...numbered(3, 0), ...numbered(1, 1)]);
      const groupId = `reset-${topic}`;
      const moveTo = async (end: 'earliest' | 'latest') => {
        await client.admin.resetGroupOffsets(groupId, topic, end);
        const offsets = await client.admin.groupOffsets(groupId);
        return offsets.map(({ partition, offset }) => `${partition}:${offset}`).sort();
      };
      expect(await moveTo('earliest')).toEqual(['0:0', '1:0']);
      await vi.waitFor(
        async () => expect(await moveTo('latest')).toEqual(['0:3', '1:1']),
        patience,
      );
    }),
  30_000,
);

test(
  'a slow reader without prefetch serves its partitions in turn',
  () =>
    withClient(libraries[0]![1], async (client) => {
      const topic = await newTopic(client, 3);
      const producer = await client.producer();
      for (const partition of [0, 1, 2]) await producer.send(topic, numbered(20, partition));
      const turns: number[] = [];
      const reader = await client.reader({
        topics: [topic],
        prefetch: false,
        recordsMax: 5,
        bytesMax: 1,
        onBatch: ({ partition, records }) => {
          turns.push(partition);
          expect(records.length).toBe(5);
        },
      });
      await vi.waitFor(() => expect(turns.length).toBe(12), patience);
      expect(new Set(turns.slice(0, 6)).size).toBe(3);
      await reader.close();
    }),
  30_000,
);

test(
  'while a broker is killed, every record is delivered once and in order, and reading goes on',
  () =>
    withClient(libraries[0]![1], async (client) => {
      const topic = await newTopic(client, 3);
      const producer = await client.producer();
      const seen: string[][] = [[], [], []];
      const reader = await client.reader({
        topics: [topic],
        onBatch: ({ partition, records }) => void seen[partition]!.push(...texts(records)),
      });
      const consumed: string[] = [];
      const consumer = await client.consumer({
        groupId: `survivors-of-${topic}`,
        topics: [topic],
        from: 'earliest',
        sessionTimeoutMs: 6000,
        onBatch: ({ partition, records }) =>
          void consumed.push(...texts(records).map((text) => `${partition}:${text}`)),
      });
      const wanted: string[][] = [[], [], []];
      const sending: Promise<unknown>[] = [];
      const send = async (from: number) => {
        for (let round = from; round < from + 40; round++) {
          const messages = [0, 1, 2].map((partition) => ({ value: String(round), partition }));
          for (const { value, partition } of messages) wanted[partition]!.push(value);
          sending.push(producer.send(topic, messages));
          await producer.flush();
        }
      };
      await send(0);
      const { partitions } = (await client.admin.describeTopics([topic]))[0]!;
      const victim = partitions[0]!.leader;
      const killing = cluster.kill(victim);
      await send(40);
      await killing;
      await send(80);
      await Promise.all(sending);
      await vi.waitFor(() => expect(seen).toEqual(wanted), patience);
      await vi.waitFor(() => expect(new Set(consumed).size).toBe(360), patience);
      await cluster.restart(victim);
      await consumer.close();
      await reader.close();
    }),
  60_000,
);
