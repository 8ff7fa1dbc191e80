/** Brokers for tests: they answer what a test tells them, over a network and a clock that stand still in between. */

import { systemClock } from '../../base/ports/real/clock.ts';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { MemoryNetwork } from '../../base/ports/virtual/memory-network.ts';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import type { Connection } from '../../base/ports/network.ts';
import { ByteReader } from '../../base/bytes-reader.ts';
import type { Api } from '../../protocol/api.ts';
import { FrameSplitter } from '../../protocol/frame-splitter.ts';
import { decodeRequest, decodeRequestHeader, encodeResponse } from '../../protocol/frame.ts';
import { apis, apiVersions, metadata } from '../../protocol/messages/index.ts';
import type { Draft, Value } from '../../protocol/schema.ts';
import type { ClientOptions, ClientPorts } from '../client-options.ts';
import { Cluster } from './cluster.ts';

export interface Asked {
  api: string;
  broker: number;
  version: number;
  clientId: string | null;
  body: unknown;
}

/** What a broker may do instead of answering. */
export type Silence = 'silence' | 'hang up' | 'babble';

type Answer = (
  body: unknown,
  asked: Asked,
) => Draft<Api['response']> | Silence | Promise<Draft<Api['response']> | Silence>;

const HOST = 'broker';
const FIRST_PORT = 9000;
const STEP_MS = 5;

export class ScriptedCluster {
  readonly clock = new ManualClock();
  readonly network = new MemoryNetwork(this.clock);
  readonly ports: ClientPorts = {
    clock: this.clock,
    network: this.network,
    random: new SeededRandom(1),
  };
  /** Everything that was asked but handshakes and metadata, in order. */
  readonly asked: Asked[] = [];
  /** Leaders of the partitions of each topic; -1 for none. */
  readonly leaders = new Map<string, number[]>();
  readonly brokers: readonly number[];
  readonly #answers = new Map<number, Answer>();
  #client: Cluster | undefined;

  constructor(brokers: readonly number[] = [1]) {
    this.brokers = brokers;
    this.answer(apiVersions, () => ({
      errorCode: 0,
      apiKeys: [...apis.values()].map(({ key, versions }) => ({
        apiKey: key,
        minVersion: versions[0],
        maxVersion: versions[1],
      })),
    }));
    this.answer(metadata, ({ topics }) => this.#metadata(topics?.map(({ name }) => name ?? '')));
  }

  /** Starts the brokers. */
  async start(): Promise<this> {
    for (const broker of this.brokers) await this.startBroker(broker);
    return this;
  }

  async startBroker(broker: number): Promise<void> {
    const address = { host: HOST, port: FIRST_PORT + broker };
    await this.network.listen(address, (connection) => this.#serve(broker, connection));
  }

  cutOff(broker: number): void {
    this.network.cutOff({ host: HOST, port: FIRST_PORT + broker });
  }

  get bootstrap(): { host: string; port: number }[] {
    return this.brokers.map((broker) => ({ host: HOST, port: FIRST_PORT + broker }));
  }

  /** What a client has of this cluster; closed with it. */
  client(options: Partial<ClientOptions> = {}): Cluster {
    const { ports } = this;
    this.#client = new Cluster(this.bootstrap, {
      bootstrap: '',
      clientId: 'tester',
      ports,
      ...options,
    });
    return this.#client;
  }

  answer<A extends Api>(
    api: A,
    answer: (
      body: Value<A['request']>,
      asked: Asked,
    ) => Draft<A['response']> | Silence | Promise<Draft<A['response']> | Silence>,
  ): void {
    this.#answers.set(api.key, answer as Answer);
  }

  askedOf(api: Api): Asked[] {
    return this.asked.filter((each) => each.api === api.name);
  }

  /** Lets time pass until the promise has settled. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = () => (isSettled = true);
    promise.then(settle, settle);
    await this.runUntil(() => isSettled);
    return promise;
  }

  async runUntil(condition: () => boolean, limitMs = 300_000): Promise<void> {
    const end = this.clock.monotonic() + limitMs;
    for (;;) {
      // Promises first: time passes only when nothing else can happen.
      await new Promise<void>((resolve) => systemClock.defer(resolve));
      if (condition()) return;
      if (this.clock.monotonic() > end) throw new Error('The condition has not come true.');
      this.clock.advance(STEP_MS);
    }
  }

  async runFor(durationMs: number): Promise<void> {
    const end = this.clock.monotonic() + durationMs;
    await this.runUntil(() => this.clock.monotonic() >= end);
  }

  #serve(broker: number, connection: Connection): void {
    const splitter = new FrameSplitter((frame) => void this.#respond(broker, connection, frame));
    connection.handle({ onData: (chunk) => splitter.push(chunk), onClose: () => undefined });
  }

  async #respond(broker: number, connection: Connection, frame: Buffer): Promise<void> {
    const reader = new ByteReader(frame);
    const { apiKey, apiVersion, correlationId, clientId } = decodeRequestHeader(reader);
    const api = apis.get(apiKey)!;
    const body = decodeRequest(api, apiVersion, reader);
    const asked = { api: api.name, broker, version: apiVersion, clientId, body };
    if (api !== apiVersions && api !== metadata) this.asked.push(asked);
    const answer = await this.#answers.get(apiKey)!(body, asked);
    if (answer === 'silence') return;
    if (answer === 'hang up') connection.destroy();
    else if (answer === 'babble') connection.write([Buffer.from('ffffffff', 'hex')]);
    else {
      connection.write(
        encodeResponse(api, { version: versionOf(api, apiVersion, answer), correlationId }, answer),
      );
    }
  }

  #metadata(names: readonly string[] | undefined): Draft<(typeof metadata)['response']> {
    return {
      clusterId: 'scripted',
      controllerId: this.brokers[0]!,
      brokers: this.brokers.map((nodeId) => ({ nodeId, host: HOST, port: FIRST_PORT + nodeId })),
      topics: (names ?? [...this.leaders.keys()]).map((name) => ({
        name,
        errorCode: this.leaders.has(name) ? 0 : 3,
        partitions: (this.leaders.get(name) ?? []).map((leaderId, partitionIndex) => ({
          errorCode: leaderId < 0 ? 5 : 0,
          partitionIndex,
          leaderId,
          replicaNodes: [...this.brokers],
          isrNodes: [...this.brokers],
        })),
      })),
    };
  }
}

/** A refused version of ApiVersions is answered in version 0. */
function versionOf(api: Api, version: number, answer: Draft<Api['response']>): number {
  return api === apiVersions && answer['errorCode'] === 35 ? 0 : version;
}
