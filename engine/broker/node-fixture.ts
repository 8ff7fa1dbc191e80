/** For tests: a controller and brokers in this process, on real ports and folders of their own. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '../base/ports/network.ts';
import { systemPorts } from '../base/ports/real/ports.ts';
import type { Api } from '../protocol/api.ts';
import { createTopics } from '../protocol/messages/19-create-topics.ts';
import type { Draft, Value } from '../protocol/schema.ts';
import { RequestChannel } from '../replication/channel.ts';
import { Broker } from './broker.ts';
import { brokerConfig } from './broker-config.ts';
import { ControllerNode } from './controller-node.ts';

export interface NodeFixture {
  readonly brokers: readonly Broker[];
  readonly problems: string[];
  readonly refusals: string[];
  /** Asks broker `id` (from 1). */
  ask<A extends Api>(
    id: number,
    api: A,
    request: { version: number; body: Draft<A['request']> },
  ): Promise<Value<A['response']>>;
  createTopic(
    name: string,
    options?: { partitions?: number; replicas?: number; configs?: Record<string, string> },
  ): Promise<void>;
  /** The broker that leads a partition. */
  leaderOf(topic: string, partition: number): Broker;
  /** Waits until something holds; the test's own time-out is the bound. */
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const CONTROLLER_ID = 3000;

export async function startNodes(
  count: number,
  properties: Readonly<Record<string, string>> = {},
): Promise<NodeFixture> {
  const directory = mkdtempSync(join(tmpdir(), 'penstock-nodes-'));
  const problems: string[] = [];
  const refusals: string[] = [];
  const common = { clusterId: 'FixtureClusterIdOf22chr', host: '127.0.0.1', port: 0, properties };
  const onCrash = (error: unknown): void => {
    problems.push(`crash: ${error instanceof Error ? error.stack : String(error)}`);
  };
  const controller = new ControllerNode({
    ...common,
    ports: systemPorts,
    nodeId: CONTROLLER_ID,
    dataDirectory: join(directory, 'controller'),
    onProblem: (sentence) => problems.push(sentence),
    onCrash,
  });
  const controllerAddress = await controller.start();
  const brokers = Array.from({ length: count }, (_, index) => {
    const nodeId = index + 1;
    const config = brokerConfig({
      ...common,
      nodeId,
      rack: null,
      dataDirectory: join(directory, `broker-${nodeId}`),
    });
    const onProblem = (sentence: string): void => {
      problems.push(sentence);
    };
    return new Broker({
      ports: systemPorts,
      config,
      controller: () => controllerAddress,
      hooks: {
        onProblem,
        onRefused: (sentence) => refusals.push(sentence),
        onGroupEvent() {},
        onCrash,
      },
    });
  });
  await Promise.all(brokers.map((broker) => broker.start()));
  const channels = brokers.map((broker) => clientOf(broker.address));
  const fixture: NodeFixture = {
    brokers,
    problems,
    refusals,
    ask: (id, api, { version, body }) => channels[id - 1]!.request(api, version, body),
    async createTopic(name, { partitions = 1, replicas = 1, configs = {} } = {}) {
      const topic = {
        name,
        numPartitions: partitions,
        replicationFactor: replicas,
        assignments: [],
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      };
      const response = await channels[0]!.request(createTopics, 7, {
        topics: [topic],
        timeoutMs: 5000,
        validateOnly: false,
      });
      const error = response.topics[0]?.errorCode;
      if (error !== 0)
        throw new Error(
          `The topic ${name} was not created: ${error} ${response.topics[0]?.errorMessage}.`,
        );
      await fixture.until(() => ledPartitions(brokers, name) === partitions);
    },
    leaderOf(topic, partition) {
      const leader = brokers.find((broker) => broker.roleOf(topic, partition) === 'leader');
      if (!leader) throw new Error(`${topic}-${partition} has no leader.`);
      return leader;
    },
    until,
    async close() {
      for (const channel of channels) channel.close();
      await Promise.all(brokers.map((broker) => broker.close()));
      await controller.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return fixture;
}

function clientOf(address: Address): RequestChannel {
  return new RequestChannel({
    network: systemPorts.network,
    clock: systemPorts.clock,
    address: () => address,
    clientId: 'test',
  });
}

function ledPartitions(brokers: readonly Broker[], topic: string): number {
  const led = brokers.flatMap((broker) =>
    [...broker.partitions.all()].filter(
      (partition) => partition.topic === topic && partition.role === 'leader',
    ),
  );
  return led.length;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => systemPorts.clock.schedule(2, resolve));
}
