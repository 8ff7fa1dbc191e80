import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Address } from '../base/ports/network.ts';
import { systemPorts } from '../base/ports/real/ports.ts';
import type { Api } from '../protocol/api.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { offsetCommit } from '../protocol/messages/08-offset-commit.ts';
import { offsetFetch } from '../protocol/messages/09-offset-fetch.ts';
import { findCoordinator } from '../protocol/messages/10-find-coordinator.ts';
import { createTopics } from '../protocol/messages/19-create-topics.ts';
import type { Draft, Value } from '../protocol/schema.ts';
import { RequestChannel } from '../replication/channel.ts';
import { Cluster } from './cluster.ts';

const GROUP = 'readers';
const { clock, network } = systemPorts;

let directory = '';
let cluster: Cluster;
const channels = new Map<string, RequestChannel>();
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-group-'));
  cluster = await Cluster.start({
    brokers: 3,
    host: '127.0.0.1',
    ports: [0, 0, 0],
    dataDirectory: directory,
    properties: {},
  });
});
afterEach(async () => {
  for (const channel of channels.values()) channel.close();
  channels.clear();
  await cluster.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Undefined when the connection is lost: the broker is gone. */
async function ask<A extends Api>(
  { host, port }: Address,
  api: A,
  request: { version: number; body: Draft<A['request']> },
): Promise<Value<A['response']> | undefined> {
  const key = `${host}:${port}`;
  const channel =
    channels.get(key) ??
    new RequestChannel({ network, clock, address: () => ({ host, port }), clientId: 'test' });
  channels.set(key, channel);
  return channel.request(api, request.version, request.body).catch(() => undefined);
}

/** Tries until there is a result. */
async function eventually<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (;;) {
    const result = await attempt();
    if (result !== undefined) return result;
    await new Promise<void>((resolve) => clock.schedule(5, resolve));
  }
}

/** Where the first running broker says that the group is coordinated. */
async function coordinator(): Promise<{ nodeId: number; address: Address } | undefined> {
  const running = cluster.brokers.find(({ state }) => state === 'running')!;
  const body = { keyType: 0, coordinatorKeys: [GROUP] };
  const reply = await ask(running.address, findCoordinator, { version: 4, body });
  const found = reply?.coordinators[0];
  if (found?.errorCode !== ErrorCode.NONE) return undefined;
  return { nodeId: found.nodeId, address: { host: found.host, port: found.port } };
}

/** The offset that the group has committed, as its coordinator tells it. */
async function committed(at: Address): Promise<number | undefined> {
  const body = {
    groups: [{ groupId: GROUP, topics: [{ name: 'read', partitionIndexes: [0] }] }],
    requireStable: false,
  };
  const reply = await ask(at, offsetFetch, { version: 8, body });
  const group = reply?.groups[0];
  return group?.errorCode === ErrorCode.NONE
    ? group.topics[0]?.partitions[0]?.committedOffset
    : undefined;
}

async function commit(at: Address, committedOffset: number): Promise<true | undefined> {
  const body = {
    groupId: GROUP,
    generationIdOrMemberEpoch: -1,
    memberId: '',
    topics: [
      {
        name: 'read',
        partitions: [{ partitionIndex: 0, committedOffset, committedMetadata: null }],
      },
    ],
  };
  const reply = await ask(at, offsetCommit, { version: 8, body });
  const code = reply?.topics[0]?.partitions[0]?.errorCode;
  return code === ErrorCode.NONE ? true : undefined;
}

test(
  'a group whose coordinator is killed is served by another broker, with all that was committed',
  { timeout: 60_000 },
  async () => {
    const topic = {
      name: 'read',
      numPartitions: 1,
      replicationFactor: 3,
      assignments: [],
      configs: [],
    };
    await ask(cluster.brokers[0]!.address, createTopics, {
      version: 7,
      body: { topics: [topic], timeoutMs: 5000, validateOnly: false },
    });
    const servedAfterMs: number[] = [];
    for (const round of [1, 2, 3]) {
      const before = await eventually(coordinator);
      await eventually(() => commit(before.address, round));
      const killedAt = clock.monotonic();
      const killing = cluster.kill(before.nodeId);
      const next = await eventually(async () => {
        const found = await coordinator();
        return found?.nodeId === before.nodeId ? undefined : found;
      });
      expect(await eventually(() => committed(next.address))).toBe(round);
      await eventually(() => commit(next.address, round));
      servedAfterMs.push(Math.round(clock.monotonic() - killedAt));
      await killing;
      await cluster.restart(before.nodeId);
    }
    console.log(
      `A group was served again ${servedAfterMs.join(', ')} ms after the kill of its coordinator.`,
    );
  },
);
