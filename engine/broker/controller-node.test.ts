import { expect, test } from 'vitest';
import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { MemoryNetwork } from '../base/ports/virtual/memory-network.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import type { Api } from '../protocol/api.ts';
import type { Draft, Value } from '../protocol/schema.ts';
import { supportedFeatures } from '../metadata/features.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { apiVersions } from '../protocol/messages/18-api-versions.ts';
import { brokerRegistration } from '../protocol/messages/62-broker-registration.ts';
import { brokerHeartbeat } from '../protocol/messages/63-broker-heartbeat.ts';
import { RequestChannel } from '../replication/channel.ts';
import { ControllerNode } from './controller-node.ts';
import { comes, pass } from './virtual-time.ts';

/** How long a lost connection is forgiven, and more. */
const GRACE_MS = 300;
const CLUSTER_ID = 'FixtureClusterIdOf22chr';
const [FIRST_LIFE, SECOND_LIFE] = ['AAAAAAAAAAAAAAAAAAAAAQ', 'AAAAAAAAAAAAAAAAAAAAAg'];

/** A controller that waits an hour for a silent broker, and connections to it. */
async function start() {
  const clock = new ManualClock();
  const network = new MemoryNetwork(clock);
  const problems: string[] = [];
  const node = new ControllerNode({
    ports: { clock, network, disk: new MemoryDisk(), random: new SeededRandom(1) },
    nodeId: 3000,
    clusterId: CLUSTER_ID,
    host: '127.0.0.1',
    port: 0,
    dataDirectory: 'controller',
    properties: { 'broker.session.timeout.ms': '3600000' },
    onProblem: (sentence) => problems.push(sentence),
    onCrash: (error) => problems.push(String(error)),
  });
  const address = await node.start();
  const connect = (): Asker => {
    const channel = new RequestChannel({
      network,
      clock,
      address: () => address,
      clientId: 'broker-1',
    });
    return {
      request: (api, version, body) => comes(clock, channel.request(api, version, body)),
      close: () => channel.close(),
    };
  };
  const isFenced = () => node.controller!.image.brokers.get(1)!.fenced;
  return { isFenced, connect, problems, pass: (ms: number) => pass(clock, ms) };
}

interface Asker {
  request<A extends Api>(
    api: A,
    version: number,
    body: Draft<A['request']>,
  ): Promise<Value<A['response']>>;
  close(): void;
}

function register(channel: Asker, incarnationId: string) {
  return channel.request(brokerRegistration, 4, {
    brokerId: 1,
    clusterId: CLUSTER_ID,
    incarnationId,
    listeners: [{ name: 'PLAINTEXT', host: '127.0.0.1', port: 9092, securityProtocol: 0 }],
    features: supportedFeatures,
    rack: null,
    logDirs: [],
    previousBrokerEpoch: -1,
  });
}

function beat(channel: Asker, brokerEpoch: number) {
  return channel.request(brokerHeartbeat, 1, {
    brokerId: 1,
    brokerEpoch,
    currentMetadataOffset: brokerEpoch,
    wantFence: false,
    wantShutDown: false,
  });
}

test('a broker that dies before its first heartbeat is let go of by its lost connection', async () => {
  const { connect, pass: wait } = await start();
  const [first, second] = [connect(), connect()];
  await register(first, FIRST_LIFE);
  const tooEarly = await register(second, SECOND_LIFE);
  first.close();
  await wait(GRACE_MS);
  const inTime = await register(second, SECOND_LIFE);
  expect([tooEarly.errorCode, inTime.errorCode]).toEqual([
    ErrorCode.DUPLICATE_BROKER_REGISTRATION,
    ErrorCode.NONE,
  ]);
});

test('a refused registration does not count as a connection of the broker that it pretended to be', async () => {
  const { connect, isFenced, pass: wait } = await start();
  const [first, pretender] = [connect(), connect()];
  const { brokerEpoch } = await register(first, FIRST_LIFE);
  await beat(first, brokerEpoch);
  expect(isFenced()).toBe(false);
  await register(pretender, SECOND_LIFE);
  first.close();
  await wait(GRACE_MS);
  expect(isFenced()).toBe(true);
});

test('a broker with another connection left is still there', async () => {
  const { connect, isFenced, pass: wait } = await start();
  const [first, second] = [connect(), connect()];
  const { brokerEpoch } = await register(first, FIRST_LIFE);
  await beat(second, brokerEpoch);
  first.close();
  await wait(GRACE_MS);
  expect(isFenced()).toBe(false);
  second.close();
  await wait(GRACE_MS);
  expect(isFenced()).toBe(true);
});

test('its own versions and features are advertised, and what is none of its APIs is refused', async () => {
  const { connect, problems } = await start();
  const channel = connect();
  const reply = await channel.request(apiVersions, 4, {
    clientSoftwareName: 'test',
    clientSoftwareVersion: '1',
  });
  const keys = reply.apiKeys.map(({ apiKey }) => apiKey);
  expect([reply.errorCode, keys.includes(62), keys.includes(0)]).toEqual([0, true, false]);
  expect(reply.finalizedFeatures.length).toBeGreaterThan(0);
  const metadataFrame = { ...apiVersions, key: 3 };
  await expect(
    channel.request(metadataFrame, 0, { clientSoftwareName: '', clientSoftwareVersion: '' }),
  ).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  expect(problems).toEqual([expect.stringMatching(/Metadata version 0 is not served here/)]);
});
