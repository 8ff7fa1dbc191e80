/** Brokers follow a controller over a network: they register, are unfenced, see every change, and survive its restarts. */

import { afterEach, describe, expect, test } from 'vitest';
import { CLUSTER_ID } from '../../metadata/fixtures/cluster.ts';
import { createTopics } from '../../protocol/messages/19-create-topics.ts';
import { BrokerLifecycle } from './broker-lifecycle.ts';
import { ControllerClient } from './controller-client.ts';
import { ControllerServer } from './fixtures/controller-server.ts';
import { TestBroker } from './fixtures/test-broker.ts';
import { controllerAddress, LOG_DIRECTORY, TestController } from './fixtures/test-controller.ts';
import type { Setup } from './fixtures/test-controller.ts';
import { MetadataObserver } from './metadata-observer.ts';
import { listSnapshots } from './snapshot-file.ts';
import type { EngineError } from '../../base/errors.ts';
import { MemoryDisk } from '../../base/ports/virtual/memory-disk.ts';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';

const servers: ControllerServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeChannels();
    await server.stop();
  }
});

async function serve(setup: Setup = {}): Promise<ControllerServer> {
  const server = new ControllerServer(new TestController(setup));
  servers.push(server);
  await server.listen();
  return server;
}

function isFenced(server: ControllerServer, id: number): boolean {
  return server.on.controller.image.brokers.get(id)?.fenced ?? true;
}

describe('a broker', () => {
  test('registers, reads the log, is unfenced and sees what follows', async () => {
    const server = await serve();
    const broker = await new TestBroker(server, 1).start();
    await server.on.createTopic('t', [1]);
    await server.until(() => broker.observer.image.topicsByName.has('t'));
    expect(broker.observer.image).toEqual(server.on.controller.image);
    expect([isFenced(server, 1), broker.lifecycle.fenced, broker.fencings]).toEqual([
      false,
      false,
      [false],
    ]);
    expect(broker.seen).toEqual(['broker 1 fenced', 'broker 1 unfenced', 't-0:∅→1']);
    expect(broker.problems).toEqual([]);
  });

  test('that is killed loses its leaderships within half a second, and comes back as another incarnation', async () => {
    const server = await serve();
    const [first, second] = [
      await new TestBroker(server, 1).start(),
      await new TestBroker(server, 2).start(),
    ];
    await server.on.createTopic('t', [1, 2]);
    const before = server.on.clock.monotonic();
    first.kill();
    await server.until(() => second.leaderOf('t') === 2);
    expect(server.on.clock.monotonic() - before).toBeLessThan(500);
    const epoch = first.lifecycle.brokerEpoch;
    const again = await new TestBroker(server, 1, 99).start();
    expect(again.lifecycle.brokerEpoch).toBeGreaterThan(epoch);
    expect(again.observer.image).toEqual(server.on.controller.image);
  });

  test('that comes back before its death was noticed waits for it', async () => {
    const server = await serve();
    const first = await new TestBroker(server, 1).start();
    first.kill();
    const again = await new TestBroker(server, 1, 99).start();
    expect(server.on.controller.image.brokers.get(1)!.epoch).toBe(again.lifecycle.brokerEpoch);
    expect(isFenced(server, 1)).toBe(false);
  });

  test('whose connection breaks goes on when the connection is back', async () => {
    const server = await serve();
    const broker = await new TestBroker(server, 1).start();
    server.on.network.cutOff(controllerAddress);
    await server.until(() => isFenced(server, 1));
    server.on.network.mend(controllerAddress);
    await server.until(() => !isFenced(server, 1));
    await server.until(() => broker.observer.image.offset === server.on.controller.image.offset);
    expect(broker.lifecycle.brokerEpoch).toBe(server.on.controller.image.brokers.get(1)!.epoch);
    expect(broker.problems).toEqual([]);
  });

  test('that stops hands over and is released', async () => {
    const server = await serve();
    const [first, second] = [
      await new TestBroker(server, 1).start(),
      await new TestBroker(server, 2).start(),
    ];
    await server.on.createTopic('t', [1, 2]);
    await expect(first.settled(first.lifecycle.shutDown(10_000))).resolves.toBe('released');
    expect(server.on.leaderOf('t')).toBe(2);
    expect(second.leaderOf('t')).toBe(2);
  });

  test('that stops while the controller is away gives up after its time', async () => {
    const server = await serve();
    const broker = await new TestBroker(server, 1).start();
    await server.stop();
    await expect(broker.settled(broker.lifecycle.shutDown(1000))).resolves.toBe('timed out');
    broker.kill();
  });

  test('of another cluster is refused for good', async () => {
    const server = await serve();
    const broker = new TestBroker(server, 1);
    const stranger = new BrokerLifecycle({
      channel: server.channel(),
      clock: server.on.clock,
      random: new SeededRandom(1),
      broker: {
        id: 1,
        clusterId: 'another',
        listeners: [{ name: 'P', host: 'h', port: 1, securityProtocol: 0 }],
        rack: null,
        logDirs: [],
      },
      metadataOffset: () => -1,
    });
    await expect(broker.settled(stranger.start())).rejects.toMatchObject({
      code: 'BROKER_REGISTRATION_REFUSED',
      message: expect.stringContaining('INCONSISTENT_CLUSTER_ID') as string,
    });
  });

  test('that finds no controller says so after its time', async () => {
    const server = await serve();
    await server.stop();
    const lifecycle = new BrokerLifecycle({
      channel: server.channel(),
      clock: server.on.clock,
      random: new SeededRandom(1),
      broker: { id: 1, clusterId: CLUSTER_ID, listeners: [], rack: null, logDirs: [] },
      metadataOffset: () => -1,
      registrationTimeoutMs: 1000,
    });
    const broker = new TestBroker(server, 1);
    await expect(broker.settled(lifecycle.start())).rejects.toMatchObject({
      code: 'BROKER_REGISTRATION_TIMED_OUT',
    });
  });
});

describe('when the controller restarts', () => {
  test('brokers keep their registration and follow the new epoch without a reload', async () => {
    const server = await serve();
    const broker = await new TestBroker(server, 1).start();
    await server.on.createTopic('t', [1]);
    const epoch = broker.lifecycle.brokerEpoch;
    const { image } = broker.observer;
    await server.restart();
    await server.on.createTopic('u', [1]);
    await server.until(() => broker.observer.image.topicsByName.has('u'));
    expect(broker.observer.image).toBe(image);
    expect(broker.observer.image).toEqual(server.on.controller.image);
    await server.until(() => broker.fencings.length > 0);
    server.on.clock.advance(0);
    expect([broker.lifecycle.brokerEpoch, isFenced(server, 1), broker.fencings]).toEqual([
      epoch,
      false,
      [false],
    ]);
  });

  test('what it lost is taken back by brokers, who see the difference', async () => {
    const server = await serve();
    const broker = await new TestBroker(server, 1).start();
    const before = server.on.disk.crashed({ kind: 'power' });
    await server.on.createTopic('t', [1]);
    await server.until(() => broker.observer.image.topicsByName.has('t'));
    // The disk of before the topic, as when the machine lost what it had not flushed.
    await server.stop();
    server.on.disk = before;
    server.on.crash('power');
    await server.listen();
    await server.until(() => !broker.observer.image.topicsByName.has('t'));
    await server.until(() => !isFenced(server, 1));
    await server.until(() => broker.observer.image.offset === server.on.controller.image.offset);
    expect(broker.observer.image).toEqual(server.on.controller.image);
    expect(broker.seen.some((change) => change.includes('t-0:1→∅'))).toBe(true);
    expect(broker.lifecycle.brokerEpoch).toBe(server.on.controller.image.brokers.get(1)!.epoch);
  });

  test('as that of another cluster, brokers say so and go on asking', async () => {
    const server = await serve();
    const broker = await new TestBroker(server, 1).start();
    await server.stop();
    server.on.disk = new MemoryDisk();
    server.on.clusterId = 'another-cluster-aaaaaA';
    server.on.crash('power');
    await server.listen();
    const codes = (): unknown[] => broker.problems.map((error) => (error as EngineError).code);
    await server.until(
      () => codes().filter((code) => code === 'BROKER_REGISTRATION_REFUSED').length > 1,
    );
    expect(new Set(codes())).toEqual(
      new Set(['BROKER_REGISTRATION_REFUSED', 'METADATA_FETCH_REFUSED']),
    );
    expect([broker.lifecycle.fenced, server.on.controller.image.brokers.size]).toEqual([true, 0]);
  });

  test('requests to it wait', async () => {
    const server = await serve();
    const broker = await new TestBroker(server, 1).start();
    const client = new ControllerClient({ channel: server.channel(), clock: server.on.clock });
    await server.stop();
    const topic = {
      name: 't',
      numPartitions: 1,
      replicationFactor: 1,
      assignments: [],
      configs: [],
    };
    const creating = client.forward(createTopics, 7, { topics: [topic] });
    server.on.clock.advance(500);
    server.on.restart();
    await server.listen();
    expect((await broker.settled(creating)).topics[0]).toMatchObject({ name: 't', errorCode: 0 });
  });

  test('requests to a controller that stays away fail with a hint', async () => {
    const server = await serve();
    await server.stop();
    const client = new ControllerClient({
      channel: server.channel(),
      clock: server.on.clock,
      timeoutMs: 1000,
    });
    const broker = new TestBroker(server, 1);
    await expect(
      broker.settled(client.forward(createTopics, 7, { topics: [] })),
    ).rejects.toMatchObject({
      code: 'CONTROLLER_UNAVAILABLE',
    });
  });
});

describe('a broker that comes late', () => {
  test('begins with the snapshot and goes on with the log', async () => {
    const server = await serve({ settings: { snapshotBytes: 1500 } });
    await server.on.startBrokers(9);
    for (let topic = 0; topic < 30; topic += 1) {
      await server.on.createTopic(`t${topic}`, [9]);
      server.on.clock.advance(0);
    }
    expect(listSnapshots(server.on.disk, LOG_DIRECTORY)[0]!.endOffset).toBeGreaterThan(10);
    const broker = await new TestBroker(server, 1).start();
    expect(broker.observer.image).toEqual(server.on.controller.image);
    expect(broker.seen[0]!.split(', ').length).toBe(32);
  });

  test('sees thousands of partitions in one change', async () => {
    const server = await serve();
    await server.on.startBrokers(9);
    await server.on.createTopic('big', ...Array.from({ length: 2000 }, () => [9]));
    const broker = await new TestBroker(server, 1).start();
    expect(broker.observer.image.topicsByName.get('big')!.partitions.length).toBe(2000);
    expect(broker.observer.image).toEqual(server.on.controller.image);
  });

  test('with another cluster’s id hears what is wrong and goes on trying', async () => {
    const server = await serve();
    const problems: unknown[] = [];
    const observer = new MetadataObserver({
      channel: server.channel(),
      clock: server.on.clock,
      clusterId: 'another',
      brokerId: 1,
      onChange: () => {},
      onProblem: (error) => problems.push(error),
    });
    observer.start();
    await server.until(() => problems.length > 1);
    observer.close();
    expect(problems[0]).toMatchObject({
      code: 'METADATA_FETCH_REFUSED',
      message: expect.stringContaining('INCONSISTENT_CLUSTER_ID') as string,
    });
  });
});
