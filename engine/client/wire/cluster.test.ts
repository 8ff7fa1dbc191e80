/** What a client knows of its cluster: who leads, who coordinates, and whom to ask when someone is gone. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  apiVersions,
  createTopics,
  findCoordinator,
  heartbeat,
  listOffsets,
} from '../../protocol/messages/index.ts';
import { throwIfError } from '../errors.ts';
import { WireAdmin } from './admin.ts';
import { lookUpOffsets, LATEST } from './offsets.ts';
import { ScriptedCluster } from './scripted-cluster.ts';

async function start(brokers: readonly number[] = [1, 2]): Promise<ScriptedCluster> {
  return new ScriptedCluster(brokers).start();
}

describe('bootstrap', () => {
  test('servers that do not answer are passed over', async () => {
    const cluster = await start([1, 2, 3]);
    cluster.cutOff(1);
    cluster.cutOff(2);
    const { brokers } = await cluster.run(cluster.client().refresh([]));
    expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1, 2, 3]);
  });

  test('when none answers for long enough, the error names them all', async () => {
    const cluster = await start();
    cluster.cutOff(1);
    cluster.cutOff(2);
    const client = cluster.client({ retryTimeoutMs: 2000 });
    await expect(cluster.run(client.retry(() => client.refresh([])))).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: 'No broker answers at broker:9001, broker:9002.',
    });
    expect(cluster.clock.monotonic()).toBeLessThanOrEqual(2000);
  });

  test('one connection to a broker serves all who ask at once, and a broken one is replaced', async () => {
    const cluster = await start([1]);
    let handshakes = 0;
    const { ports } = cluster;
    const connect = ports.network.connect.bind(ports.network);
    ports.network.connect = (address) => {
      handshakes += 1;
      return connect(address);
    };
    const client = cluster.client();
    const ask = () => cluster.run(Promise.all([client.any(), client.any(), client.any()]));
    const [first, second] = await ask();
    expect([first === second, handshakes]).toEqual([true, 1]);
    first.close();
    const [third] = await ask();
    expect([third.isOpen, handshakes]).toEqual([true, 2]);
    client.close();
    await Promise.resolve();
    expect(third.isOpen).toBe(false);
    await expect(client.any()).rejects.toMatchObject({ code: 'CLIENT_CLOSED' });
  });

  test('a client that is closed while it connects lets the connection go', async () => {
    const cluster = await start([1]);
    const client = cluster.client();
    const connecting = client.any();
    client.close();
    const outcome = await cluster.run(
      connecting.then(
        (connection) => connection.isOpen,
        () => false,
      ),
    );
    expect(outcome).toBe(false);
  });
});

describe('topics', () => {
  test('that have no leader yet are waited for', async () => {
    const cluster = await start();
    cluster.leaders.set('widgets', [1, -1]);
    cluster.clock.schedule(400, () => cluster.leaders.set('widgets', [1, 2]));
    const client = cluster.client();
    await cluster.run(client.topics(['widgets']));
    expect([0, 1, 2].map((partition) => client.leaderOf('widgets', partition))).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  test('are asked of their new leader after they have moved', async () => {
    const cluster = await start();
    cluster.leaders.set('widgets', [1]);
    cluster.answer(listOffsets, (_, { broker }) => {
      const errorCode = broker === 1 ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.NONE;
      if (broker === 1) cluster.leaders.set('widgets', [2]);
      const partitions = [{ partitionIndex: 0, errorCode, offset: 42 }];
      return { topics: [{ name: 'widgets', partitions }] };
    });
    const partitions = [{ topic: 'widgets', partition: 0 }];
    const offsets = await cluster.run(lookUpOffsets(cluster.client(), partitions, LATEST));
    expect(offsets).toEqual([{ topic: 'widgets', partition: 0, offset: 42 }]);
    expect(cluster.asked.map(({ broker }) => broker)).toEqual([1, 2]);
  });

  test('changes go to the controller, and what may pass is tried again', async () => {
    const cluster = await start();
    const errors = [ErrorCode.NOT_CONTROLLER, ErrorCode.NONE];
    cluster.answer(createTopics, ({ topics }) => ({
      topics: topics.map(({ name }) => ({
        name,
        errorCode: errors.shift()!,
        errorMessage: null,
      })),
    }));
    const admin = new WireAdmin(cluster.client());
    expect(await cluster.run(admin.createTopics([{ name: 'widgets' }]))).toEqual(['widgets']);
    expect(cluster.asked.map(({ broker }) => broker)).toEqual([1, 1]);
  });
});

describe('coordinators', () => {
  async function beat(cluster: ScriptedCluster, version?: number): Promise<void> {
    const client = cluster.client();
    await cluster.run(
      client.askCoordinator({
        groupId: 'g',
        api: heartbeat,
        body: { groupId: 'g', generationId: 1, memberId: 'm' },
        check: ({ errorCode }) => throwIfError(errorCode, 'Group g'),
        ...(version !== undefined && { versionMax: version }),
      }),
    );
  }

  function coordinateOn(cluster: ScriptedCluster, nodes: number[]): void {
    cluster.answer(findCoordinator, ({ coordinatorKeys }) => {
      const nodeId = nodes.length > 1 ? nodes.shift()! : nodes[0]!;
      const [address] = cluster.bootstrap.filter(({ port }) => port === 9000 + nodeId);
      return {
        coordinators: coordinatorKeys.map((key) => ({
          key,
          nodeId,
          ...address!,
          errorCode: 0,
          errorMessage: null,
        })),
      };
    });
  }

  test('that have moved are looked for again', async () => {
    const cluster = await start();
    coordinateOn(cluster, [1, 2]);
    cluster.answer(heartbeat, (_, { broker }) => ({
      errorCode: broker === 1 ? ErrorCode.NOT_COORDINATOR : ErrorCode.NONE,
    }));
    await beat(cluster);
    expect(cluster.askedOf(heartbeat).map(({ broker }) => broker)).toEqual([1, 2]);
  });

  test('that die are looked for again', async () => {
    const cluster = await start();
    coordinateOn(cluster, [1, 2]);
    cluster.answer(heartbeat, (_, { broker }) => (broker === 1 ? 'hang up' : { errorCode: 0 }));
    await beat(cluster);
    expect(cluster.askedOf(heartbeat).map(({ broker }) => broker)).toEqual([1, 2]);
  });

  test('of old brokers are found one by one', async () => {
    const cluster = await start();
    cluster.answer(apiVersions, () => ({
      errorCode: 0,
      apiKeys: [findCoordinator.key, heartbeat.key, 3].map((apiKey) => ({
        apiKey,
        minVersion: 0,
        maxVersion: 2,
      })),
    }));
    cluster.answer(findCoordinator, () => ({
      errorCode: 0,
      nodeId: 2,
      host: 'broker',
      port: 9002,
    }));
    cluster.answer(heartbeat, () => ({ errorCode: 0 }));
    await beat(cluster);
    expect(cluster.askedOf(heartbeat).map(({ broker }) => broker)).toEqual([2]);
  });

  test('an error that does not pass is told at once', async () => {
    const cluster = await start();
    coordinateOn(cluster, [1]);
    cluster.answer(heartbeat, () => ({ errorCode: ErrorCode.GROUP_AUTHORIZATION_FAILED }));
    await expect(beat(cluster)).rejects.toMatchObject({
      code: 'GROUP_AUTHORIZATION_FAILED',
      isRetriable: false,
      message: 'Group g: The principal may not use this group.',
    });
    expect(cluster.askedOf(heartbeat).length).toBe(1);
  });
});
