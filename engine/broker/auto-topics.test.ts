import { afterEach, expect, test } from 'vitest';
import { NO_LEADER } from '../metadata/image.ts';
import { type NodeFixture, startNodes } from './node-fixture.ts';

let nodes: NodeFixture | undefined;
afterEach(async () => {
  await nodes?.close();
  nodes = undefined;
});

test('a topic is there with its leaders when it is asked for, with the defaults of the cluster', async () => {
  nodes = await startNodes(2, { 'num.partitions': '2', 'default.replication.factor': '2' });
  const broker = nodes.brokers[1]!;
  expect(await broker.autoTopics.create(['made'])).toEqual(new Set());
  const topic = broker.image.topicsByName.get('made')!;
  expect(topic.partitions.map(({ replicas }) => replicas.toSorted((a, b) => a - b))).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(topic.partitions.every(({ leader }) => leader !== NO_LEADER)).toBe(true);
});

test('many who ask at once get one topic', async () => {
  nodes = await startNodes(1);
  const { autoTopics, image } = nodes.brokers[0]!;
  // The record that unfences the broker may come after its start.
  await nodes.until(() => image.brokers.get(1)?.fenced === false);
  const { offset } = image;
  await Promise.all(Array.from({ length: 20 }, () => autoTopics.create(['once'])));
  // One record for the topic, one for each of its three partitions.
  expect(nodes.brokers[0]!.image.offset - offset).toBe(4);
});

test('a topic that cannot be made is still pending, and nobody waits for its leaders', async () => {
  nodes = await startNodes(1, { 'default.replication.factor': '3' });
  const { autoTopics } = nodes.brokers[0]!;
  expect(await autoTopics.create(['too-many-replicas'])).toEqual(new Set(['too-many-replicas']));
});

test('a topic is made with what its maker wants of it', async () => {
  nodes = await startNodes(1);
  const broker = nodes.brokers[0]!;
  const configs = [{ name: 'cleanup.policy', value: 'compact' }];
  await broker.autoTopics.ensure({ name: 'own', numPartitions: 5, replicationFactor: 1, configs });
  await nodes.until(() => broker.roleOf('own', 4) === 'leader');
  expect(broker.partitions.get('own', 0)!.log.config.cleanupPolicy).toMatchObject(['compact']);
});
