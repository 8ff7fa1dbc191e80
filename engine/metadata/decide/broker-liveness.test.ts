/** Brokers come, go, stop and come back; partitions keep a leader whenever one can be had. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { CLUSTER_ID, registrationOf, SESSION_MS, TestCluster } from '../fixtures/cluster.ts';
import { NO_LEADER } from '../image.ts';
import { alterPartition } from './alter-partition.ts';
import { incrementalAlterConfigs } from './alter-configs.ts';
import { leaderlessPartitions } from './broker-liveness.ts';
import { registerBroker } from './register-broker.ts';
import { unregisterBroker } from './unregister-broker.ts';

const OTHER = 'other-incarnation-aaaA';

function threeBrokers(): TestCluster {
  const cluster = new TestCluster();
  cluster.start(1, 2, 3);
  return cluster;
}

/** The leader asks for another in-sync set. */
function setIsr(cluster: TestCluster, topic: string, isr: number[]): void {
  const { topicId, leader, leaderEpoch, partitionEpoch, index } = cluster.partition(topic);
  const partition = {
    partitionIndex: index,
    leaderEpoch,
    newIsr: [],
    newIsrWithEpochs: isr.map((brokerId) => ({ brokerId, brokerEpoch: -1 })),
    leaderRecoveryState: 0,
    partitionEpoch,
  };
  const brokerEpoch = cluster.image.brokers.get(leader)!.epoch;
  const topics = [{ topicId, partitions: [partition] }];
  cluster.run((state) => alterPartition(state, { brokerId: leader, brokerEpoch, topics }));
}

describe('registration', () => {
  test('a new broker is fenced and gets the offset of its record as its epoch', () => {
    const cluster = new TestCluster();
    expect([cluster.register(1), cluster.register(2)]).toEqual([0, 1]);
    expect(
      [...cluster.image.brokers.values()].map(({ id, epoch, fenced }) => [id, epoch, fenced]),
    ).toEqual([
      [1, 0, true],
      [2, 1, true],
    ]);
  });

  test('the same incarnation keeps its epoch and its standing, and may bring new addresses', () => {
    const cluster = threeBrokers();
    const epoch = cluster.image.brokers.get(1)!.epoch;
    const request = registrationOf(1);
    request.listeners[0]!.port = 5555;
    const reply = cluster.run((state) => registerBroker(state, request));
    const { fenced, endPoints } = cluster.image.brokers.get(1)!;
    expect([reply.brokerEpoch, fenced, endPoints[0]!.port]).toEqual([epoch, false, 5555]);
  });

  test('another incarnation is refused while the first is alive, and welcome when its session is over', () => {
    const cluster = threeBrokers();
    const attempt = (): number =>
      cluster.run((state) => registerBroker(state, registrationOf(1, { incarnationId: OTHER })))
        .errorCode;
    expect(attempt()).toBe(ErrorCode.DUPLICATE_BROKER_REGISTRATION);
    cluster.now += SESSION_MS;
    expect(attempt()).toBe(ErrorCode.NONE);
  });

  test('what the first incarnation led moves when the next one registers', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2, 3]);
    cluster.sessions.end(1);
    cluster.register(1, { incarnationId: OTHER });
    expect(cluster.standing('t')).toEqual({
      leader: 2,
      isr: [2, 3],
      leaderEpoch: 1,
      partitionEpoch: 1,
    });
    expect(cluster.image.brokers.get(1)).toMatchObject({ fenced: true, incarnationId: OTHER });
  });

  test.each([
    ['another cluster', { clusterId: 'wrong' }, ErrorCode.INCONSISTENT_CLUSTER_ID],
    ['no address', { listeners: [] }, ErrorCode.INVALID_REGISTRATION],
    ['too little support', { features: [] }, ErrorCode.UNSUPPORTED_VERSION],
  ])('a broker with %s is refused', (_, wrong, errorCode) => {
    const cluster = new TestCluster();
    cluster.write([
      {
        name: 'FeatureLevelRecord',
        version: 0,
        body: { name: 'metadata.version', featureLevel: 30 },
      },
    ]);
    const request = { ...registrationOf(1), ...wrong };
    const reply = cluster.run((state) => registerBroker(state, request));
    expect([reply.errorCode, reply.brokerEpoch, cluster.image.brokers.size]).toEqual([
      errorCode,
      -1,
      0,
    ]);
    expect(cluster.image.clusterId).toBe(CLUSTER_ID);
  });
});

describe('heartbeats', () => {
  test('a broker is unfenced when it wants to be and has read its own registration', () => {
    const cluster = new TestCluster();
    const epoch = cluster.register(1);
    expect(cluster.heartbeat(1, { offset: epoch - 1 })).toMatchObject({
      isCaughtUp: false,
      isFenced: true,
    });
    expect(cluster.heartbeat(1, { wantFence: true })).toMatchObject({
      isCaughtUp: true,
      isFenced: true,
    });
    expect(cluster.heartbeat(1)).toMatchObject({ isCaughtUp: true, isFenced: false });
    const { length } = cluster.log;
    expect(cluster.heartbeat(1)).toMatchObject({ isFenced: false, shouldShutDown: false });
    expect(cluster.log.length).toBe(length);
  });

  test('strangers and earlier lives are told so', () => {
    const cluster = new TestCluster();
    expect(cluster.heartbeat(9).errorCode).toBe(ErrorCode.BROKER_ID_NOT_REGISTERED);
  });

  test('a broker may ask to be fenced', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2]);
    expect(cluster.heartbeat(1, { wantFence: true }).isFenced).toBe(true);
    expect(cluster.standing('t')).toEqual({
      leader: 2,
      isr: [2],
      leaderEpoch: 1,
      partitionEpoch: 1,
    });
  });
});

describe('a broker that is gone', () => {
  test('its leaderships go to the next replica in sync, and it leaves the in-sync sets', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2, 3], [2, 3, 1], [3, 2, 1]);
    cluster.kill(1);
    expect([0, 1, 2].map((index) => cluster.standing('t', index))).toEqual([
      { leader: 2, isr: [2, 3], leaderEpoch: 1, partitionEpoch: 1 },
      { leader: 2, isr: [2, 3], leaderEpoch: 0, partitionEpoch: 1 },
      { leader: 3, isr: [3, 2], leaderEpoch: 0, partitionEpoch: 1 },
    ]);
  });

  test('the last replica in sync stays in the set, and leads again when it is back', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2]);
    cluster.kill(2);
    cluster.kill(1);
    expect(cluster.standing('t')).toEqual({
      leader: NO_LEADER,
      isr: [1],
      leaderEpoch: 1,
      partitionEpoch: 2,
    });
    cluster.start(2);
    expect(cluster.standing('t').leader).toBe(NO_LEADER);
    cluster.start(1);
    expect(cluster.standing('t')).toEqual({
      leader: 1,
      isr: [1],
      leaderEpoch: 2,
      partitionEpoch: 3,
    });
  });

  test('a replica that is behind leads only where the topic allows it, alone and in a new epoch', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2]);
    setIsr(cluster, 't', [1]);
    cluster.kill(1);
    expect(cluster.standing('t').leader).toBe(NO_LEADER);
    const config = { name: 'unclean.leader.election.enable', configOperation: 0, value: 'true' };
    const resources = [{ resourceType: 2, resourceName: 't', configs: [config] }];
    cluster.run((state) => incrementalAlterConfigs(state, { resources, validateOnly: false }));
    cluster.write(leaderlessPartitions(cluster.state, (id) => id === 2));
    expect(cluster.standing('t')).toEqual({
      leader: 2,
      isr: [2],
      leaderEpoch: 2,
      partitionEpoch: 3,
    });
    expect(cluster.partition('t').leaderRecoveryState).toBe(1);
  });

  test('with unclean elections for all, a fenced leader is followed at once', () => {
    const cluster = threeBrokers();
    cluster.staticConfigs.set('unclean.leader.election.enable', 'true');
    cluster.createTopic('t', [1, 2]);
    setIsr(cluster, 't', [1]);
    cluster.kill(1);
    expect(cluster.standing('t')).toMatchObject({ leader: 2, isr: [2] });
  });

  test('an operator removes it for good', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2]);
    const remove = (): number =>
      cluster.run((state) => unregisterBroker(state, { brokerId: 1 })).errorCode;
    expect([remove(), remove()]).toEqual([ErrorCode.NONE, ErrorCode.BROKER_ID_NOT_REGISTERED]);
    expect([cluster.image.brokers.has(1), cluster.standing('t').leader]).toEqual([false, 2]);
  });
});

describe('a broker that stops', () => {
  test('hands over first, and is let go when the others know', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2, 3]);
    expect(cluster.heartbeat(1, { wantShutDown: true })).toMatchObject({
      shouldShutDown: false,
      isFenced: false,
    });
    expect(cluster.standing('t')).toEqual({
      leader: 2,
      isr: [2, 3],
      leaderEpoch: 1,
      partitionEpoch: 1,
    });
    cluster.sessions.setShutdownOffset(1, cluster.image.offset);
    expect(cluster.heartbeat(1, { wantShutDown: true }).shouldShutDown).toBe(false);
    cluster.heartbeat(2);
    cluster.heartbeat(3);
    expect(cluster.heartbeat(1, { wantShutDown: true })).toMatchObject({
      shouldShutDown: true,
      isFenced: true,
    });
    expect(cluster.image.brokers.get(1)!.fenced).toBe(true);
  });

  test('one that leads nothing, or is fenced, goes at once', () => {
    const cluster = threeBrokers();
    expect(cluster.heartbeat(1, { wantShutDown: true }).shouldShutDown).toBe(true);
    cluster.register(4);
    expect(cluster.heartbeat(4, { wantShutDown: true }).shouldShutDown).toBe(true);
  });

  test('may come back as another incarnation before its session is over', () => {
    const cluster = threeBrokers();
    cluster.createTopic('t', [1, 2]);
    cluster.heartbeat(1, { wantShutDown: true });
    expect(cluster.register(1, { incarnationId: OTHER })).toBeGreaterThan(0);
    expect(cluster.image.brokers.get(1)).toMatchObject({
      inControlledShutdown: false,
      fenced: true,
    });
  });
});
