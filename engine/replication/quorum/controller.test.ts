/** The controller writes what it decides, finds it again, and notices who has gone. */

import { describe, expect, test } from 'vitest';
import { CLUSTER_ID } from '../../metadata/fixtures/cluster.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { describeQuorum } from '../../protocol/messages/55-describe-quorum.ts';
import { heartbeat } from '../../protocol/messages/12-heartbeat.ts';
import { answerAsController, controllerApis } from './controller-apis.ts';
import { listSnapshots } from './snapshot-file.ts';
import {
  fetchedPartition,
  LOG_DIRECTORY,
  metadataFetch,
  NODE_ID,
  TestController,
} from './fixtures/test-controller.ts';

const OTHER = 'other-incarnation-aaaA';

/** What a restart must not change. */
function lasting(image: MetadataImage): unknown {
  const { clusterId, brokers, topicsByName, configs, features, nextProducerId } =
    structuredClone(image);
  return { clusterId, brokers, topicsByName, configs, features, nextProducerId };
}

async function busyCluster(on = new TestController()): Promise<TestController> {
  await on.startBrokers(1, 2, 3);
  await on.createTopic('t', [1, 2, 3], [2, 3, 1]);
  const config = { name: 'retention.ms', configOperation: 0, value: '1000' };
  const resources = [{ resourceType: 2, resourceName: 't', configs: [config] }];
  await on.controller.incrementalAlterConfigs({ resources, validateOnly: false });
  const brokerEpoch = on.controller.image.brokers.get(1)!.epoch;
  await on.controller.allocateProducerIds({ brokerId: 1, brokerEpoch });
  return on;
}

describe('a restart', () => {
  test('a new controller begins with epoch 1, the features of the cluster, and Kafka’s quorum-state', () => {
    const { controller, disk } = new TestController();
    expect([controller.leaderEpoch, controller.highWatermark, controller.image.offset]).toEqual([
      1, 7, 6,
    ]);
    expect([...controller.image.features]).toEqual([
      ['group.version', 1],
      ['metadata.version', 30],
      ['transaction.version', 2],
    ]);
    expect([...controller.image.controllers.keys()]).toEqual([NODE_ID]);
    expect(disk.readFile(`${LOG_DIRECTORY}/quorum-state`).toString()).toBe(
      '{"leaderId":3000,"leaderEpoch":1,"votedId":-1,"votedDirectoryId":"AAAAAAAAAAAAAAAAAAAAAA","data_version":1}',
    );
  });

  test.each(['stop', 'process', 'power'] as const)(
    'finds everything again after a %s',
    async (kind) => {
      const on = await busyCluster(new TestController({ settings: { flushes: true } }));
      const before = lasting(on.controller.image);
      if (kind === 'stop') on.restart();
      else on.crash(kind);
      expect(lasting(on.controller.image)).toEqual(before);
      expect(on.controller.leaderEpoch).toBe(2);
      expect((await on.heartbeat(1)).errorCode).toBe(ErrorCode.NONE);
      expect(lasting(on.controller.image)).toEqual(before);
    },
  );

  test('brokers that were alive have the time of a session to find the new controller', async () => {
    const on = await busyCluster();
    on.restart();
    on.clock.advance(2900);
    await on.heartbeat(1);
    on.clock.advance(1000);
    const alive = [...on.controller.image.brokers.values()].filter(({ fenced }) => !fenced);
    expect([alive.map(({ id }) => id), on.leaderOf('t', 1)]).toEqual([[1], 1]);
  });

  test('new incarnations of brokers that died with the controller need not wait', async () => {
    const on = await busyCluster();
    on.crash('process');
    expect((await on.register(1, OTHER)).errorCode).toBe(ErrorCode.NONE);
    expect([on.leaderOf('t'), on.leaderOf('t', 1)]).toEqual([2, 2]);
    await on.heartbeat(2);
    expect((await on.register(2, OTHER)).errorCode).toBe(ErrorCode.DUPLICATE_BROKER_REGISTRATION);
  });

  test('a data directory of another cluster is refused', () => {
    const { disk, controller } = new TestController();
    controller.close();
    const meta = disk.readFile('controller/meta.properties').toString();
    disk.writeFileAtomic(
      'controller/meta.properties',
      meta.replace(CLUSTER_ID, 'somebody-elses-cluster'),
    );
    expect(() => new TestController({ disk })).toThrow('belongs to cluster somebody-elses-cluster');
  });

  test('a damaged quorum-state says so', () => {
    const { disk, controller } = new TestController();
    controller.close();
    disk.writeFileAtomic(`${LOG_DIRECTORY}/quorum-state`, '{"leader');
    expect(() => new TestController({ disk })).toThrow(
      `The file ${LOG_DIRECTORY}/quorum-state is damaged.`,
    );
  });
});

describe('brokers that go', () => {
  test('a silent broker is fenced when its session is over, and others lead', async () => {
    const on = await busyCluster();
    for (let waited = 0; waited < 3300; waited += 300) {
      on.clock.advance(300);
      await on.heartbeat(2);
      await on.heartbeat(3);
    }
    expect([on.leaderOf('t', 0), on.controller.image.brokers.get(1)!.fenced]).toEqual([2, true]);
  });

  test('time in which the whole process stood still fences nobody', async () => {
    const on = await busyCluster();
    stall(on, 60_000);
    const fenced = [...on.controller.image.brokers.values()].filter((broker) => broker.fenced);
    expect(fenced).toEqual([]);
  });

  test('a broker whose connection closes is fenced after a short grace', async () => {
    const on = await busyCluster();
    on.controller.brokerConnectionLost(1);
    on.clock.advance(249);
    expect(on.leaderOf('t')).toBe(1);
    on.clock.advance(1);
    expect(on.leaderOf('t')).toBe(2);
    expect((await on.register(1, OTHER)).errorCode).toBe(ErrorCode.NONE);
  });

  test('one that speaks again within the grace keeps everything', async () => {
    const on = await busyCluster();
    on.controller.brokerConnectionLost(1);
    on.clock.advance(200);
    await on.heartbeat(1);
    on.clock.advance(500);
    expect(on.leaderOf('t')).toBe(1);
  });

  test('its next incarnation is welcome once it is fenced, and not before', async () => {
    const on = await busyCluster();
    on.controller.brokerConnectionLost(1);
    expect((await on.register(1, OTHER)).errorCode).toBe(ErrorCode.DUPLICATE_BROKER_REGISTRATION);
    on.clock.advance(250);
    expect((await on.register(1, OTHER)).errorCode).toBe(ErrorCode.NONE);
  });

  test('a broker that stops is let go when the others have fetched what moved its leaderships', async () => {
    const on = await busyCluster();
    expect((await on.heartbeat(1, { wantShutDown: true })).shouldShutDown).toBe(false);
    expect(on.leaderOf('t')).toBe(2);
    expect((await on.heartbeat(1, { wantShutDown: true })).shouldShutDown).toBe(false);
    for (const id of [2, 3]) await fetchAs(on, id);
    expect((await on.heartbeat(1, { wantShutDown: true })).shouldShutDown).toBe(true);
    expect((await on.register(1, OTHER)).errorCode).toBe(ErrorCode.NONE);
  });

  test('an unregistered broker is a stranger', async () => {
    const on = await busyCluster();
    await on.controller.unregisterBroker({ brokerId: 1 });
    expect([(await on.heartbeat(1)).errorCode, on.leaderOf('t')]).toEqual([
      ErrorCode.BROKER_ID_NOT_REGISTERED,
      2,
    ]);
  });
});

describe('leaders', () => {
  test('a leaderless partition is led as soon as its topic allows unclean elections', async () => {
    const on = new TestController();
    await on.startBrokers(1, 2);
    await on.createTopic('t', [1, 2]);
    await on.heartbeat(2, { wantFence: true });
    await on.heartbeat(1, { wantFence: true });
    await on.heartbeat(2);
    expect(on.leaderOf('t')).toBe(-1);
    const config = { name: 'unclean.leader.election.enable', configOperation: 0, value: 'true' };
    const resources = [{ resourceType: 2, resourceName: 't', configs: [config] }];
    await on.controller.incrementalAlterConfigs({ resources, validateOnly: false });
    expect(on.leaderOf('t')).toBe(2);
  });

  test.each([
    [{}, 1],
    [{ 'auto.leader.rebalance.enable': 'false' }, 2],
  ])('with %j leadership goes back by itself to replica %i', async (staticConfigs, leader) => {
    const on = new TestController({
      staticConfigs: {
        'leader.imbalance.check.interval.seconds': '1',
        'broker.session.timeout.ms': '60000',
        ...staticConfigs,
      },
    });
    await on.startBrokers(1, 2);
    await on.createTopic('t', [1, 2]);
    await on.heartbeat(1, { wantFence: true });
    await on.heartbeat(1);
    await widenIsr(on, [2, 1]);
    on.clock.advance(1100);
    expect(on.leaderOf('t')).toBe(leader);
  });
});

describe('a disk that fails', () => {
  test('what cannot be written is refused, changes nothing, and is taken when there is room again', async () => {
    const on = await busyCluster();
    const before = structuredClone(on.controller.image);
    on.disk.capacity = 0;
    await expect(on.createTopic('u', [1])).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(on.controller.image).toEqual(before);
    on.disk.capacity = Number.POSITIVE_INFINITY;
    expect((await on.createTopic('u', [1])).errorCode).toBe(ErrorCode.NONE);
  });

  test('work of its own that fails is told', async () => {
    const on = await busyCluster();
    on.controller.brokerConnectionLost(1);
    on.disk.capacity = 0;
    on.clock.advance(250);
    expect(on.failures).toMatchObject([{ code: 'DISK_FULL' }]);
  });

  test.each(['process', 'power'] as const)(
    'whichever call fails before a loss of the %s, everything acknowledged is there afterwards',
    async (kind) => {
      let tries = 0;
      for (let isReached = true; isReached;) {
        tries += 1;
        const on = new TestController({ settings: { flushes: true, snapshotBytes: 600 } });
        await on.startBrokers(1, 2);
        on.disk.failingCall = on.disk.calls + tries;
        on.disk.staysBroken = true;
        const acknowledged: string[] = [];
        for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
          const isCreated = await on.createTopic(name, [1, 2]).then(
            () => true,
            () => false,
          );
          on.clock.advance(0);
          if (isCreated) acknowledged.push(name);
        }
        isReached = on.disk.calls >= on.disk.failingCall;
        on.crash(kind);
        const found = [...on.controller.image.topicsByName.keys()];
        expect(found.filter((name) => acknowledged.includes(name))).toEqual(acknowledged);
        expect(found.length - acknowledged.length).toBeLessThanOrEqual(1);
      }
      expect(tries).toBeGreaterThan(50);
    },
  );
});

describe('snapshots', () => {
  async function churn(on: TestController, rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await on.createTopic(`t${round}`, [1]);
      if (round > 0) await on.deleteTopic(`t${round - 1}`);
      on.clock.advance(0);
    }
  }

  test('bound the log, one at a time, and a restart reads the newest and what follows', async () => {
    const on = new TestController({ settings: { snapshotBytes: 2000 } });
    await on.startBrokers(1);
    await churn(on, 100);
    const [snapshot, ...others] = listSnapshots(on.disk, LOG_DIRECTORY);
    expect(others).toEqual([]);
    expect(snapshot!.endOffset).toBeGreaterThan(200);
    const before = lasting(on.controller.image);
    on.restart();
    expect(lasting(on.controller.image)).toEqual(before);
    on.crash('process');
    expect(lasting(on.controller.image)).toEqual(before);
  });

  test('are taken by time too, where there is something new', async () => {
    const staticConfigs = { 'metadata.log.max.snapshot.interval.ms': '5000' };
    const on = new TestController({ staticConfigs });
    on.clock.advance(5000);
    expect(listSnapshots(on.disk, LOG_DIRECTORY)).toEqual([{ endOffset: 7, epoch: 1 }]);
    const { calls } = on.disk;
    on.clock.advance(5000);
    expect(on.disk.calls).toBe(calls);
    await on.register(1);
    on.clock.advance(5000);
    expect(listSnapshots(on.disk, LOG_DIRECTORY)).toEqual([{ endOffset: 8, epoch: 1 }]);
  });

  test('a damaged snapshot is passed over while the log still has it all', async () => {
    const on = new TestController({ settings: { snapshotBytes: 2000 } });
    await on.startBrokers(1);
    await churn(on, 1);
    const before = lasting(on.controller.image);
    on.controller.close();
    on.disk.writeFileAtomic(
      `${LOG_DIRECTORY}/00000000000000000006-0000000001.checkpoint`,
      'half a',
    );
    on.restart();
    expect(lasting(on.controller.image)).toEqual(before);
  });

  test('where neither log nor snapshot has the beginning, nobody guesses', async () => {
    const on = new TestController({ settings: { snapshotBytes: 2000 } });
    await on.startBrokers(1);
    await churn(on, 100);
    on.controller.close();
    const [snapshot] = listSnapshots(on.disk, LOG_DIRECTORY);
    for (const name of on.disk.list(LOG_DIRECTORY)) {
      if (name.endsWith('.checkpoint')) on.disk.remove(`${LOG_DIRECTORY}/${name}`);
    }
    expect(() => on.restart()).toThrow(
      `begins at offset ${snapshot!.endOffset} and has no snapshot`,
    );
  });
});

describe('requests', () => {
  test('every API of the controller listener that it answers is in the table once', async () => {
    const keys = controllerApis.map(({ api }) => api.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(controllerApis.filter(({ api }) => !api.listeners.includes('controller'))).toEqual([]);
    const { controller } = new TestController();
    expect(answerAsController(controller, heartbeat, {})).toBeUndefined();
    const answer = await answerAsController(controller, describeQuorum, { topics: [] });
    expect(answer).toMatchObject({ errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION });
  });

  test('the quorum is one voter, with the brokers that fetch as observers', async () => {
    const on = await busyCluster();
    await fetchAs(on, 2);
    const end = on.controller.highWatermark;
    const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
    const reply = await on.controller.describeQuorum({ topics });
    const now = on.clock.now();
    const seen = { logEndOffset: end, lastFetchTimestamp: now, lastCaughtUpTimestamp: now };
    const [partition] = reply.topics[0]!.partitions;
    expect(partition).toMatchObject({
      errorCode: ErrorCode.NONE,
      leaderId: NODE_ID,
      leaderEpoch: 1,
      highWatermark: end,
      currentVoters: [{ replicaId: NODE_ID, ...seen }],
      observers: [{ replicaId: 2, ...seen }],
    });
    expect(reply.nodes).toEqual([
      { nodeId: NODE_ID, listeners: [{ name: 'CONTROLLER', host: '127.0.0.1', port: 9093 }] },
    ]);
  });

  test('a closed controller answers parked fetches and then nobody', async () => {
    const on = await busyCluster();
    const fetchOffset = on.controller.highWatermark;
    const parked = on.controller.fetch(
      metadataFetch({ fetchOffset, lastFetchedEpoch: 1, maxWaitMs: 60_000 }),
    );
    on.controller.close();
    on.controller.close();
    expect(fetchedPartition(await parked).records!.length).toBe(0);
    await expect(on.createTopic('u', [1])).rejects.toThrow('A closed controller decides nothing.');
    expect(on.clock.pendingCount).toBe(0);
  });
});

/** The clock goes on while nothing runs, as when a laptop sleeps: every timer is late. */
function stall(on: TestController, ms: number): void {
  const { clock } = on;
  const original = clock.monotonic.bind(clock);
  clock.monotonic = () => original() + ms;
  clock.advance(300);
}

async function fetchAs(on: TestController, replicaId: number): Promise<void> {
  const fetchOffset = on.controller.highWatermark;
  const request = metadataFetch({ fetchOffset, lastFetchedEpoch: on.controller.leaderEpoch });
  request.replicaState.replicaId = replicaId;
  await on.controller.fetch(request);
}

async function widenIsr(on: TestController, isr: number[]): Promise<void> {
  const { topicId, leader, leaderEpoch, partitionEpoch } =
    on.controller.image.topicsByName.get('t')!.partitions[0]!;
  const partition = {
    partitionIndex: 0,
    leaderEpoch,
    newIsr: [],
    newIsrWithEpochs: isr.map((brokerId) => ({ brokerId, brokerEpoch: -1 })),
    leaderRecoveryState: 0,
    partitionEpoch,
  };
  const brokerEpoch = on.controller.image.brokers.get(leader)!.epoch;
  const topics = [{ topicId, partitions: [partition] }];
  await on.controller.alterPartition({ brokerId: leader, brokerEpoch, topics });
}
