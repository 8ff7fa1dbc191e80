/** Any sequence of commands keeps the cluster sound, and its log rebuilds the same image. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deltaBetween, MetadataDelta } from '../delta.ts';
import { TestCluster } from '../fixtures/cluster.ts';
import { emptyImage, isActive, NO_LEADER, partitionsOf } from '../image.ts';
import type { MetadataImage, PartitionImage } from '../image.ts';
import { decodeRecord, encodeRecord } from '../metadata-records.ts';
import { replay, replayedTo } from '../replay.ts';
import { snapshotRecords } from '../snapshot-records.ts';
import { alterPartitionReassignments } from './alter-partition-reassignments.ts';
import { alterClientQuotas } from './alter-client-quotas.ts';
import { alterPartition } from './alter-partition.ts';
import { alterUserScramCredentials } from './alter-user-scram-credentials.ts';
import { incrementalAlterConfigs } from './alter-configs.ts';
import { leaderlessPartitions } from './broker-liveness.ts';
import { createPartitions } from './create-partitions.ts';
import { createTopics } from './create-topics.ts';
import { deleteTopics } from './delete-topics.ts';
import { electLeaders, rebalanceLeaders } from './elect-leaders.ts';
import { unregisterBroker } from './unregister-broker.ts';

const brokerId = fc.integer({ min: 1, max: 4 });
const topicName = fc.constantFrom('a', 'b', 'c');
const epochSlip = fc.constantFrom(0, 0, 0, -1, 1);

const command = fc.oneof(
  fc.record({ kind: fc.constant('start' as const), id: brokerId }),
  fc.record({ kind: fc.constant('restart' as const), id: brokerId }),
  fc.record({ kind: fc.constant('kill' as const), id: brokerId }),
  fc.record({ kind: fc.constant('stop' as const), id: brokerId }),
  fc.record({ kind: fc.constant('unregister' as const), id: brokerId }),
  fc.record({
    kind: fc.constant('create' as const),
    name: topicName,
    count: fc.integer({ min: 1, max: 3 }),
    replicationFactor: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('grow' as const),
    name: topicName,
    count: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('delete' as const), name: topicName }),
  fc.record({ kind: fc.constant('unclean' as const), name: topicName, value: fc.boolean() }),
  fc.record({
    kind: fc.constant('isr' as const),
    name: topicName,
    index: fc.integer({ min: 0, max: 3 }),
    isr: fc.uniqueArray(brokerId, { maxLength: 4 }),
    leaderSlip: epochSlip,
    partitionSlip: epochSlip,
  }),
  fc.record({
    kind: fc.constant('move' as const),
    name: topicName,
    partitionIndex: fc.integer({ min: 0, max: 3 }),
    replicas: fc.option(fc.uniqueArray(brokerId, { minLength: 1, maxLength: 3 })),
  }),
  fc.record({
    kind: fc.constant('quota' as const),
    user: topicName,
    value: fc.integer({ min: 1, max: 3 }),
    remove: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('password' as const), user: topicName, remove: fc.boolean() }),
  fc.record({ kind: fc.constant('elect' as const), electionType: fc.constantFrom(0, 1) }),
  fc.record({ kind: fc.constant('rebalance' as const) }),
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** What only shows over time. */
interface History {
  cluster: TestCluster;
  incarnation: number;
  partitions: Map<string, PartitionImage>;
}

function apply({ cluster, incarnation }: History, run: Command): void {
  switch (run.kind) {
    case 'start':
      cluster.register(run.id);
      cluster.heartbeat(run.id);
      return;
    case 'restart':
      cluster.register(run.id, { incarnationId: `incarnation-${1000 + incarnation}-aaaaA` });
      return;
    case 'kill':
      if (cluster.image.brokers.has(run.id)) cluster.kill(run.id);
      return;
    case 'stop':
      cluster.heartbeat(run.id, { wantShutDown: true });
      return;
    case 'unregister':
      cluster.run((state) => unregisterBroker(state, { brokerId: run.id }));
      cluster.sessions.end(run.id);
      return;
    case 'isr':
      askForIsr(cluster, run);
      return;
    case 'quota':
    case 'password':
      applyToUsers(cluster, run);
      return;
    default:
      applyToTopics(cluster, run);
  }
}

function applyToUsers(
  cluster: TestCluster,
  run: Extract<Command, { kind: 'quota' | 'password' }>,
): void {
  if (run.kind === 'quota') {
    const entity = [{ entityType: 'user', entityName: run.user }];
    const ops = [{ key: 'request_percentage', value: run.value, remove: run.remove }];
    const request = { entries: [{ entity, ops }], validateOnly: false };
    cluster.run((state) => alterClientQuotas(state, request));
    return;
  }
  const change = { name: run.user, mechanism: 1 };
  const secret = { iterations: 4096, salt: Buffer.from('s'), saltedPassword: Buffer.alloc(32) };
  const request = run.remove
    ? { deletions: [change], upsertions: [] }
    : { deletions: [], upsertions: [{ ...change, ...secret }] };
  cluster.run((state) => alterUserScramCredentials(state, request));
}

function applyToTopics(cluster: TestCluster, run: Command): void {
  const timeoutMs = 0;
  switch (run.kind) {
    case 'create': {
      const { name, count: numPartitions, replicationFactor } = run;
      const topic = { name, numPartitions, replicationFactor, assignments: [], configs: [] };
      const request = { topics: [topic], timeoutMs, validateOnly: false };
      cluster.run((state) => createTopics(state, request));
      return;
    }
    case 'grow': {
      const topics = [{ name: run.name, count: run.count, assignments: null }];
      cluster.run((state) => createPartitions(state, { topics, timeoutMs, validateOnly: false }));
      return;
    }
    case 'delete':
      cluster.run((state) =>
        deleteTopics(state, { topics: [], topicNames: [run.name], timeoutMs }),
      );
      return;
    case 'unclean': {
      const config = {
        name: 'unclean.leader.election.enable',
        configOperation: 0,
        value: String(run.value),
      };
      const resources = [{ resourceType: 2, resourceName: run.name, configs: [config] }];
      cluster.run((state) => incrementalAlterConfigs(state, { resources, validateOnly: false }));
      cluster.write(leaderlessPartitions(cluster.state, (id) => isActive(cluster.image, id)));
      return;
    }
    case 'move': {
      const { name, partitionIndex, replicas } = run;
      const topics = [{ name, partitions: [{ partitionIndex, replicas }] }];
      const request = { timeoutMs, allowReplicationFactorChange: true, topics };
      cluster.run((state) => alterPartitionReassignments(state, request));
      return;
    }
    case 'elect': {
      const { electionType } = run;
      cluster.run((state) =>
        electLeaders(state, { electionType, topicPartitions: null, timeoutMs }),
      );
      return;
    }
    default:
      cluster.write(rebalanceLeaders(cluster.image, 100).records);
  }
}

function askForIsr(cluster: TestCluster, run: Extract<Command, { kind: 'isr' }>): void {
  const partition = cluster.image.topicsByName.get(run.name)?.partitions[run.index];
  if (partition === undefined) return;
  const wanted = {
    partitionIndex: partition.index,
    leaderEpoch: partition.leaderEpoch + run.leaderSlip,
    newIsr: run.isr,
    newIsrWithEpochs: [],
    leaderRecoveryState: 0,
    partitionEpoch: partition.partitionEpoch + run.partitionSlip,
  };
  const brokerEpoch = cluster.image.brokers.get(partition.leader)?.epoch ?? -1;
  const topics = [{ topicId: partition.topicId, partitions: [wanted] }];
  cluster.run((state) =>
    alterPartition(state, { brokerId: partition.leader, brokerEpoch, topics }),
  );
}

function checkPartition(image: MetadataImage, partition: PartitionImage): void {
  const { leader, isr, replicas, directories } = partition;
  expect(isr.length).toBeGreaterThan(0);
  expect(new Set(isr).size).toBe(isr.length);
  expect(isr.every((id) => replicas.includes(id))).toBe(true);
  expect(directories.length).toBe(replicas.length);
  expect(new Set(replicas).size).toBe(replicas.length);
  const { addingReplicas, removingReplicas } = partition;
  expect([...addingReplicas, ...removingReplicas].every((id) => replicas.includes(id))).toBe(true);
  expect(replicas.length).toBeGreaterThan(removingReplicas.length);
  if (leader === NO_LEADER) {
    // It waits only for members that are away.
    expect(isr.some((id) => isActive(image, id))).toBe(false);
    return;
  }
  expect(isr).toContain(leader);
  expect(isActive(image, leader)).toBe(true);
  expect(isr.every((id) => isActive(image, id))).toBe(true);
}

function checkProgress(before: PartitionImage | undefined, after: PartitionImage): void {
  if (before === undefined) return;
  const epochs = [
    after.leaderEpoch - before.leaderEpoch,
    after.partitionEpoch - before.partitionEpoch,
  ];
  expect(Math.min(...epochs)).toBeGreaterThanOrEqual(0);
  if (before.leader !== after.leader) expect(epochs[0]).toBeGreaterThan(0);
  if (before !== after) expect(epochs[1]).toBeGreaterThan(0);
  // Nobody goes unnoticed: the epoch that fences a replica rises when it is dropped.
  const hasGone = before.replicas.some((id) => !after.replicas.includes(id));
  if (hasGone) expect(epochs[0]).toBeGreaterThan(0);
}

function check(history: History): void {
  const { image } = history.cluster;
  const now = new Map<string, PartitionImage>();
  for (const partition of partitionsOf(image)) {
    const key = `${partition.topicId}-${partition.index}`;
    checkPartition(image, partition);
    checkProgress(history.partitions.get(key), partition);
    now.set(key, partition);
  }
  history.partitions = now;
}

function replayed(log: readonly Buffer[], delta?: MetadataDelta): MetadataImage {
  const image = emptyImage('AVAQlYCpTPiVQfBqxGVjzQ');
  for (const [offset, bytes] of log.entries()) {
    replay(image, decodeRecord(bytes), delta);
    replayedTo(image, { offset, epoch: 1 });
  }
  return image;
}

test('leaders are alive and in sync, epochs only rise, and log, snapshot and comparison agree with the image', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), fc.nat(), (commands, cut) => {
      const history: History = {
        cluster: new TestCluster(),
        incarnation: 0,
        partitions: new Map(),
      };
      const { cluster } = history;
      cluster.start(1, 2, 3);
      for (const run of commands) {
        history.incarnation += 1;
        apply(history, run);
        check(history);
      }
      expect(replayed(cluster.log)).toEqual(cluster.image);

      const { offset, epoch } = cluster.image;
      const fromSnapshot = replayed([...snapshotRecords(cluster.image)].map(encodeRecord));
      replayedTo(fromSnapshot, { offset, epoch });
      expect(fromSnapshot).toEqual(cluster.image);

      const earlier = replayed(cluster.log.slice(0, cut % (cluster.log.length + 1)));
      const before = replayed(cluster.log.slice(0, cut % (cluster.log.length + 1)));
      const collected = new MetadataDelta();
      for (const bytes of cluster.log.slice(earlier.offset + 1))
        replay(earlier, decodeRecord(bytes), collected);
      expect(summary(collected)).toEqual(summary(deltaBetween(before, cluster.image)));
    }),
    { numRuns: 300 },
  );
}, 60_000);

/** The net change: what replay noted but came back to where it was, or was made and unmade, does not count. */
function summary(delta: MetadataDelta): unknown {
  const net = <Entry extends { before: unknown; after: unknown }>(
    entries: Map<unknown, Entry>,
  ): unknown[] =>
    [...entries]
      .map(([key, { before, after }]) => [key, before, after])
      .filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after))
      .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
  const made = [...delta.topicsCreated.keys()].toSorted();
  return { partitions: net(delta.partitions), brokers: net(delta.brokers), made };
}
