/** For tests: a controller and brokers in this process, over real sockets, on disks in memory. */

import { assert } from '../base/assert.ts';
import type { Address } from '../base/ports/network.ts';
import { systemPorts } from '../base/ports/real/ports.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import type { Api } from '../protocol/api.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { createTopics } from '../protocol/messages/19-create-topics.ts';
import type { Draft, Value } from '../protocol/schema.ts';
import { RequestChannel } from '../replication/channel.ts';
import { Broker } from './broker.ts';
import { brokerConfig } from './broker-config.ts';
import { ControllerNode } from './controller-node.ts';

export interface NewTopic {
  partitions?: number;
  replicas?: number;
  configs?: Record<string, string>;
}

type Properties = Readonly<Record<string, string>>;

const CONTROLLER_ID = 3000;
const COMMON = { clusterId: 'FixtureClusterIdOf22chr', host: '127.0.0.1', port: 0 };

/** Starts `count` brokers with the ids from 1. */
export async function startNodes(count: number, properties: Properties = {}): Promise<NodeFixture> {
  const nodes = new NodeFixture(properties);
  await nodes.start(count);
  return nodes;
}

export class NodeFixture {
  readonly brokers: Broker[] = [];
  readonly problems: string[] = [];
  readonly refusals: string[] = [];
  readonly controllerNode: ControllerNode;
  readonly #properties: Properties;
  readonly #channels: RequestChannel[] = [];
  #controllerAddress: Address | undefined;

  constructor(properties: Properties) {
    this.#properties = properties;
    this.controllerNode = new ControllerNode({
      ...COMMON,
      properties,
      ports: { ...systemPorts, disk: new MemoryDisk() },
      nodeId: CONTROLLER_ID,
      dataDirectory: 'controller',
      onProblem: (sentence) => this.problems.push(sentence),
      onCrash: (error) => this.#crashed(error),
    });
  }

  async start(count: number): Promise<void> {
    this.#controllerAddress = await this.controllerNode.start();
    for (let id = 1; id <= count; id++) this.brokers.push(this.#broker(id));
    await Promise.all(this.brokers.map((broker) => broker.start()));
    for (const { address } of this.brokers) this.#channels.push(channelTo(address));
  }

  #broker(nodeId: number): Broker {
    const properties = this.#properties;
    return new Broker({
      ports: { ...systemPorts, disk: new MemoryDisk() },
      config: brokerConfig({
        ...COMMON,
        properties,
        nodeId,
        rack: null,
        dataDirectory: 'broker',
      }),
      controller: () => this.#controllerAddress,
      hooks: {
        onProblem: (sentence) => this.problems.push(sentence),
        onRefused: (sentence) => this.refusals.push(sentence),
        onGroupEvent() {},
        onCrash: (error) => this.#crashed(error),
      },
    });
  }

  #crashed(error: unknown): void {
    this.problems.push(`crash: ${error instanceof Error ? error.stack : String(error)}`);
  }

  /** Asks broker `id`. */
  ask<A extends Api>(
    id: number,
    api: A,
    { version, body }: { version: number; body: Draft<A['request']> },
  ): Promise<Value<A['response']>> {
    return this.#channels[id - 1]!.request(api, version, body);
  }

  /** Creates a topic and waits until its leaders lead. */
  async createTopic(name: string, options: NewTopic = {}): Promise<void> {
    const { partitions = 1, replicas = 1, configs = {} } = options;
    const topic = {
      name,
      numPartitions: partitions,
      replicationFactor: replicas,
      assignments: [],
      configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    };
    const body = { topics: [topic], timeoutMs: 5000, validateOnly: false };
    const { topics } = await this.ask(1, createTopics, { version: 7, body });
    const created = topics[0]!;
    assert(created.errorCode === ErrorCode.NONE, `${name}: ${created.errorMessage}`);
    await this.until(() => this.#ledPartitions(name) === partitions);
  }

  #ledPartitions(topic: string): number {
    const all = this.brokers.flatMap((broker) => [...broker.partitions.all()]);
    return all.filter((partition) => partition.topic === topic && partition.role === 'leader')
      .length;
  }

  leaderOf(topic: string, partition: number): Broker {
    const leader = this.brokers.find((broker) => broker.roleOf(topic, partition) === 'leader');
    assert(leader, `${topic}-${partition} has no leader.`);
    return leader;
  }

  /** Whether a broker has read the groups' partition of this one, and coordinates it. */
  coordinates(groupId: string): boolean {
    return this.brokers.some(({ groups }) =>
      groups.loadedPartitions().includes(groups.partitionFor(groupId)),
    );
  }

  /** Waits until something holds; the test's own time-out is the bound. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => systemPorts.clock.schedule(2, resolve));
  }

  async close(): Promise<void> {
    for (const channel of this.#channels) channel.close();
    await Promise.all(this.brokers.map((broker) => broker.close()));
    await this.controllerNode.close();
  }
}

function channelTo(address: Address): RequestChannel {
  const { network, clock } = systemPorts;
  return new RequestChannel({ network, clock, address: () => address, clientId: 'test' });
}
