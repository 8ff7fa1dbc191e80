import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemPorts } from '../base/ports/real/ports.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { openClient } from '../client/open-client.ts';
import { Cluster, type ClusterListener } from './cluster.ts';

let directory = '';
let cluster: Cluster | undefined;
let client: ClusterClient | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-cluster-'));
});
afterEach(async () => {
  await client?.close();
  await cluster?.stop();
  client = undefined;
  cluster = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function start(
  listener: ClusterListener = {},
): Promise<{ cluster: Cluster; client: ClusterClient }> {
  cluster = await Cluster.start(
    { brokers: 3, host: '127.0.0.1', ports: [0, 0, 0], dataDirectory: directory, properties: {} },
    listener,
  );
  client = await openClient({ bootstrap: cluster.bootstrap, clientId: 'test', ports: systemPorts });
  return { cluster, client };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()))
    await new Promise<void>((resolve) => systemPorts.clock.schedule(10, resolve));
}

/** Every record of a topic, by partition. */
async function readAll(from: ClusterClient, topic: string): Promise<Map<number, string[]>> {
  const ends = new Map(
    (await from.admin.topicOffsets(topic)).map(({ partition, latest }) => [partition, latest]),
  );
  const values = new Map<number, string[]>([...ends.keys()].map((partition) => [partition, []]));
  let left = [...ends.values()].reduce((sum, end) => sum + end, 0);
  const done = Promise.withResolvers<void>();
  const reading = await from.reader({
    topics: [topic],
    from: 'earliest',
    onBatch({ partition, records }) {
      for (const { value } of records) values.get(partition)!.push(value!.toString());
      left -= records.length;
      if (left <= 0) done.resolve();
    },
  });
  await done.promise;
  await reading.close();
  return values;
}

test(
  'each broker is killed in turn under load: what was acknowledged is there, once, in order',
  { timeout: 90_000 },
  async () => {
    const { cluster: sandbox, client: tools } = await start();
    await tools.admin.createTopics([
      {
        name: 'load',
        partitions: 3,
        replicationFactor: 3,
        configs: { 'min.insync.replicas': '2' },
      },
    ]);
    const producer = await tools.producer({ acks: 'all', isIdempotent: true });
    const acknowledged = [0, 1, 2].map((): string[] => []);
    let isOver = false;
    const sending = acknowledged.map(async (values, partition) => {
      for (let number = 0; !isOver; number++) {
        const batch = Array.from({ length: 10 }, (_, index) => ({
          partition,
          value: `${partition}/${number}/${index}`,
        }));
        await producer.send('load', batch);
        values.push(...batch.map(({ value }) => value));
      }
    });
    const isWhole = async () => {
      const [topic] = await tools.admin.describeTopics(['load']);
      return topic!.partitions.every(({ isr, leader }) => isr.length === 3 && leader > 0);
    };
    for (const brokerId of [1, 2, 3]) {
      await until(isWhole);
      const before = acknowledged.map(({ length }) => length);
      await sandbox.kill(brokerId);
      await until(async () =>
        acknowledged.every(({ length }, partition) => length > before[partition]!),
      );
      await sandbox.restart(brokerId);
    }
    await until(isWhole);
    isOver = true;
    await Promise.all(sending);
    await producer.close();
    const found = await readAll(tools, 'load');
    for (const [partition, values] of acknowledged.entries()) {
      expect(values.length).toBeGreaterThan(0);
      expect(found.get(partition)).toEqual(values);
    }
  },
);

test(
  'after a stop everything is found again: topics, records, positions of groups',
  { timeout: 30_000 },
  async () => {
    const first = await start();
    await first.client.admin.createTopics([
      { name: 'kept', partitions: 2, replicationFactor: 3, configs: { 'retention.ms': '-1' } },
    ]);
    const producer = await first.client.producer();
    await producer.send('kept', [
      { partition: 0, value: 'a' },
      { partition: 1, value: 'b' },
    ]);
    await producer.close();
    await first.client.admin.setGroupOffsets('readers', [
      { topic: 'kept', partition: 0, offset: 1 },
    ]);
    const { clusterId } = first.cluster;
    await first.client.close();
    await first.cluster.stop();
    const second = await start();
    expect(second.cluster.clusterId).toBe(clusterId);
    const values = await readAll(second.client, 'kept');
    expect([...values]).toEqual([
      [0, ['a']],
      [1, ['b']],
    ]);
    expect(await second.client.admin.groupOffsets('readers')).toEqual([
      { topic: 'kept', partition: 0, offset: 1 },
    ]);
  },
);

test(
  'a killed broker is told of, and cannot be killed twice or started while it runs',
  { timeout: 30_000 },
  async () => {
    const states: string[] = [];
    const { cluster: sandbox } = await start({
      onBroker: ({ id, state }) => states.push(`${id} ${state}`),
    });
    await expect(sandbox.restart(2)).rejects.toMatchObject({ code: 'BROKER_RUNNING' });
    await expect(sandbox.kill(7)).rejects.toMatchObject({
      code: 'NO_SUCH_BROKER',
      hint: 'Brokers: 1, 2, 3.',
    });
    await sandbox.kill(2);
    await expect(sandbox.kill(2)).rejects.toMatchObject({ code: 'BROKER_NOT_RUNNING' });
    expect(sandbox.brokers.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '1 running',
      '2 stopped',
      '3 running',
    ]);
    await sandbox.restart(2);
    expect(states.slice(-3)).toEqual(['2 stopped', '2 starting', '2 running']);
  },
);

test('a taken port is told in one sentence, and nothing is left running', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const starting = Cluster.start({
    brokers: 1,
    host: '127.0.0.1',
    ports: [port],
    dataDirectory: directory,
    properties: {},
  });
  await expect(starting).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: `Port ${port} on 127.0.0.1 is taken by another program.`,
  });
  server.close();
});

test('a property that is no number is told with its name', async () => {
  const properties = { 'fetch.max.bytes': 'much' };
  const starting = Cluster.start({
    brokers: 1,
    host: '127.0.0.1',
    ports: [0],
    dataDirectory: directory,
    properties,
  });
  await expect(starting).rejects.toMatchObject({
    code: 'BAD_PROPERTY',
    message: 'fetch.max.bytes must be a number, but is "much".',
  });
});
