/** Each checker is silent while nothing is wrong, and speaks up when a mistake is planted. */

import { expect, test } from 'vitest';
import type { Broker } from '../../broker/broker.ts';
import { LogDirectory } from '../../log/log-directory.ts';
import { logConfigOf } from '../../log/log-config.ts';
import type { PartitionLog } from '../../log/partition-log.ts';
import { BatchBuilder } from '../../records/batch-builder.ts';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../../base/ports/virtual/memory-disk.ts';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import type { Simulation } from '../simulation.ts';
import { Deliveries, valueOf } from '../workload/deliveries.ts';
import type { Checker, Check } from './define-checker.ts';
import { oneLeaderPerEpoch } from './one-leader-per-epoch.ts';
import { oneOwnerPerGeneration } from './one-owner-per-generation.ts';
import { positionsRise } from './positions-rise.ts';
import { readersAgree } from './readers-agree.ts';
import { replicasAgree } from './replicas-agree.ts';
import { watermarksRise } from './watermarks-rise.ts';

/** A partition on a broker, as far as checkers look at it. */
interface Replica {
  role: 'leader' | 'follower';
  leaderEpoch: number;
  log?: PartitionLog;
}

const TOPIC = 'orders';

function started(checker: Checker, replicas: Replica[], groups: unknown[] = []) {
  const problems: string[] = [];
  const brokers = replicas.map(({ role, leaderEpoch, log }, index) => {
    const partition = { name: `${TOPIC}-0`, topic: TOPIC, index: 0, role, log };
    const hosted = { ...partition, assignment: { leaderEpoch } };
    const broker = { partitions: { all: () => [hosted] }, groups: { snapshot: () => groups } };
    return { id: index + 1, broker: broker as unknown as Broker };
  });
  const leader = replicas.findIndex(({ role }) => role === 'leader');
  const decided = { index: 0, leader: leader + 1, leaderEpoch: replicas[leader]?.leaderEpoch };
  const image = { topicsByName: new Map([[TOPIC, { name: TOPIC, partitions: [decided] }]]) };
  const deliveries = new Deliveries();
  const simulation = { cluster: { brokers, image }, deliveries } as unknown as Simulation;
  const check: Check = checker.start(simulation, (sentence) => problems.push(sentence));
  return { check, problems, deliveries };
}

/** A log in which everything is committed. */
function logOf(values: readonly string[], leaderEpoch = 0): PartitionLog {
  const directory = LogDirectory.open({
    disk: new MemoryDisk(),
    clock: new ManualClock(),
    random: new SeededRandom(1),
    path: 'logs',
    clusterId: 'cluster',
    nodeId: 1,
  });
  const topicId = 'oJ8m7mMVRr-aoZ6xWvUXxg';
  const log = directory.create({ topic: TOPIC, partition: 0, topicId, config: logConfigOf({}) });
  log.startEpoch(leaderEpoch);
  for (const value of values) {
    const builder = new BatchBuilder({ codec: 'none' });
    builder.append({ key: null, value: Buffer.from(value), timestamp: 1 });
    log.appendAsLeader(builder.build(), { leaderEpoch, origin: 'client' });
  }
  log.highWatermark = log.endOffset;
  return log;
}

test('two leaders of one epoch are seen', () => {
  const well = started(oneLeaderPerEpoch, [
    { role: 'leader', leaderEpoch: 2 },
    { role: 'leader', leaderEpoch: 1 },
  ]);
  const ill = started(oneLeaderPerEpoch, [
    { role: 'leader', leaderEpoch: 2 },
    { role: 'leader', leaderEpoch: 2 },
  ]);
  well.check.look?.();
  ill.check.look?.();
  expect([well.problems, ill.problems]).toEqual([
    [],
    ['Brokers 1 and 2 both lead orders-0 epoch 2.'],
  ]);
});

test('two owners in one generation are seen', () => {
  const member = (memberId: string, partitions: number[]) => ({
    memberId,
    assignment: [{ topic: TOPIC, partitions }],
  });
  const view = (members: unknown[]) => ({
    groupId: 'shop',
    state: 'Stable',
    generationId: 3,
    members,
  });
  const well = started(
    oneOwnerPerGeneration,
    [{ role: 'leader', leaderEpoch: 0 }],
    [view([member('a', [0]), member('b', [1])])],
  );
  const ill = started(
    oneOwnerPerGeneration,
    [{ role: 'leader', leaderEpoch: 0 }],
    [view([member('a', [0]), member('b', [1, 0])])],
  );
  well.check.look?.();
  ill.check.look?.();
  expect([well.problems, ill.problems]).toEqual([
    [],
    ['In generation 3 of shop both a and b own orders-0.'],
  ]);
});

test('a replica with other bytes below its high watermark is seen', () => {
  const replicas = (values: string[]): Replica[] => [
    { role: 'leader', leaderEpoch: 0, log: logOf(['anna:1', 'anna:2']) },
    { role: 'follower', leaderEpoch: 0, log: logOf(values) },
  ];
  const well = started(replicasAgree, replicas(['anna:1', 'anna:2']));
  const ill = started(replicasAgree, replicas(['anna:1', 'bert:1']));
  well.check.look?.();
  ill.check.look?.();
  expect(well.problems).toEqual([]);
  expect(ill.problems).toEqual([
    expect.stringMatching(
      /^orders-0: broker 1 committed 1 to 1 of .*, but broker 2 has 1 to 1 of /,
    ),
  ]);
});

test('a leader without what was committed is seen', () => {
  const { check, problems } = started(replicasAgree, [
    { role: 'follower', leaderEpoch: 0, log: logOf(['anna:1', 'anna:2']) },
    { role: 'leader', leaderEpoch: 1, log: logOf(['anna:1']) },
  ]);
  check.look?.();
  expect(problems).toEqual(['Broker 2 leads orders-0 and ends at 1, but 2 was committed.']);
});

test('broken promises, doubles and gaps of idempotent producers are seen at the end', () => {
  const log = logOf(['anna:1', 'bert:1', 'anna:2', 'anna:2', 'bert:1', 'anna:4']);
  const { check, problems, deliveries } = started(replicasAgree, [
    { role: 'leader', leaderEpoch: 0, log },
  ]);
  deliveries.idempotent.add('anna');
  const partition = { topic: TOPIC, partition: 0 };
  deliveries.acknowledge(partition, { offset: 1, value: valueOf({ producer: 'bert', count: 1 }) });
  deliveries.acknowledge(partition, { offset: 9, value: valueOf({ producer: 'bert', count: 2 }) });
  check.finish?.();
  expect(problems).toEqual([
    'orders-0 promised bert:2 at 9, where undefined is.',
    'orders-0: at 3 anna follows its record 2 with 2.',
    'orders-0: at 5 anna follows its record 2 with 4.',
  ]);
});

test('records that consumers were given, but that are not in the log, are seen', () => {
  const { check, problems } = started(readersAgree, [
    { role: 'leader', leaderEpoch: 0, log: logOf(['anna:1']) },
  ]);
  const read = (consumer: string, value: string) =>
    check.read?.(consumer, '', {
      topic: TOPIC,
      partition: 0,
      records: [{ offset: 0, timestamp: 0, key: null, value: Buffer.from(value), headers: [] }],
      nextOffset: 1,
      highWatermark: 1,
    });
  read('rita.1', 'anna:1');
  read('rita.2', 'bert:1');
  check.finish?.();
  expect(problems).toEqual([
    'rita.2 was given bert:1 at 0 of orders-0, others anna:1.',
    'bert:1 was read at 0 of orders-0, where anna:1 is.',
  ]);
});

test('a high watermark that goes back is seen', () => {
  const log = { highWatermark: 5, logStartOffset: 0, endOffset: 9 };
  const { check, problems } = started(watermarksRise, [
    { role: 'follower', leaderEpoch: 0, log: log as PartitionLog },
  ]);
  check.look?.();
  log.highWatermark = 4;
  check.look?.();
  expect(problems).toEqual(['orders-0 on broker 1: high watermark 5 to 4, start 0 to 0.']);
});

test('consumers that jump, or begin before what was committed, are seen', () => {
  const { check, problems } = started(positionsRise, []);
  const partition = { topic: TOPIC, partition: 0 };
  const batch = (offset: number, nextOffset: number) => ({
    ...partition,
    records: [{ offset, timestamp: 0, key: null, value: null, headers: [] }],
    nextOffset,
    highWatermark: 100,
  });
  check.read?.('rita.1', '', batch(0, 4));
  check.read?.('rita.1', '', batch(5, 6));
  check.assigned?.('shop-1.1', 'shop', [partition]);
  check.read?.('shop-1.1', 'shop', batch(0, 8));
  check.committed?.('shop-1.1', 'shop', [{ ...partition, offset: 8 }]);
  check.revoked?.('shop-2.1', 'shop', []);
  check.assigned?.('shop-2.1', 'shop', [partition]);
  check.read?.('shop-2.1', 'shop', batch(7, 8));
  check.assigned?.('shop-3.1', 'shop', [partition]);
  check.read?.('shop-3.1', 'shop', batch(9, 10));
  expect(problems).toEqual([
    'rita.1 stood at 4 of orders-0 and was given 5.',
    'shop-2.1 was given orders-0 from 7, but 8 was committed.',
    'shop-3.1 was given orders-0 from 9, but its group has read to 8.',
  ]);
});
