import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemPorts } from '../base/ports/real/ports.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { KafkajsClient } from '../client/kafkajs/kafkajs-client.ts';
import { openClient, parseBootstrap } from '../client/open-client.ts';
import { Cluster } from './cluster.ts';

const PARTITIONS = [0, 1, 2];

let directory = '';
let cluster: Cluster;
const clients: ClusterClient[] = [];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-leaders-'));
  cluster = await Cluster.start({
    brokers: 3,
    host: '127.0.0.1',
    ports: [0, 0, 0],
    dataDirectory: directory,
    properties: { 'leader.imbalance.check.interval.seconds': '1' },
  });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await cluster.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function open(library: 'ours' | 'kafkajs'): Promise<ClusterClient> {
  const options = { bootstrap: cluster.bootstrap, clientId: library, ports: systemPorts };
  const client =
    library === 'ours'
      ? await openClient(options)
      : new KafkajsClient(parseBootstrap(options.bootstrap), options);
  clients.push(client);
  return client;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo()))
    await new Promise<void>((resolve) => systemPorts.clock.schedule(10, resolve));
}

/** Writes numbers to every partition of a topic of its own until it is stopped, and reads them back meanwhile. */
async function traffic(client: ClusterClient, topic: string) {
  const sent = PARTITIONS.map((): string[] => []);
  // kafkajs reads as a group, which may be given a record again: each counts where it came first.
  const read = PARTITIONS.map(() => new Set<string>());
  const reading = await client.reader({
    topics: [topic],
    from: 'earliest',
    onBatch({ partition, records }) {
      for (const { value } of records) read[partition]!.add(value!.toString());
    },
  });
  const producer = await client.producer({ acks: 'all', isIdempotent: true });
  let isOver = false;
  const sending = PARTITIONS.map(async (partition) => {
    for (let number = 0; !isOver; number++) {
      await producer.send(topic, [{ partition, value: String(number) }]);
      sent[partition]!.push(String(number));
    }
  });
  return {
    counts: () => sent.map(({ length }) => length),
    async stop() {
      isOver = true;
      await Promise.all(sending);
      await producer.close();
      await until(() => PARTITIONS.every((index) => read[index]!.size >= sent[index]!.length));
      await reading.close();
      return { sent, read: read.map((values) => [...values]) };
    },
  };
}

test(
  'leaderships go back to a restarted broker by themselves, and clients go on all the while',
  { timeout: 60_000 },
  async () => {
    const tools = await open('ours');
    const topics = ['of-ours', 'of-kafkajs'];
    await tools.admin.createTopics(
      topics.map((name) => ({ name, partitions: PARTITIONS.length, replicationFactor: 3 })),
    );
    const leaders = async () => {
      const described = await tools.admin.describeTopics(topics);
      return described.flatMap(({ partitions }) => partitions);
    };
    const isBalanced = async () =>
      (await leaders()).every(
        ({ leader, replicas, isr }) => leader === replicas[0] && isr.length === 3,
      );
    await until(isBalanced);
    const flows = [
      await traffic(tools, 'of-ours'),
      await traffic(await open('kafkajs'), 'of-kafkajs'),
    ];
    const goOn = async () => {
      const before = flows.flatMap(({ counts }) => counts());
      await until(() =>
        flows.flatMap(({ counts }) => counts()).every((count, at) => count > before[at]!),
      );
    };
    await goOn();
    await cluster.kill(2);
    await until(async () => (await leaders()).every(({ leader }) => leader !== 2 && leader > 0));
    await goOn();
    await cluster.restart(2);
    await until(isBalanced);
    await goOn();
    for (const flow of flows) {
      const { sent, read } = await flow.stop();
      expect(read).toEqual(sent);
    }
  },
);
