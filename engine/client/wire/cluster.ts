/** What a client knows about its cluster, and its connections to the brokers. */

import type { Address } from '../../base/ports/network.ts';
import type { Api } from '../../protocol/api.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { findCoordinator, metadata } from '../../protocol/messages/index.ts';
import type { MetadataResponse } from '../../protocol/messages/03-metadata.ts';
import type { Draft, Value } from '../../protocol/schema.ts';
import type { ClientOptions, ClientPorts } from '../client-options.ts';
import { clientClosed, clusterUnreachable, KafkaError, throwIfError } from '../errors.ts';
import { BrokerConnection } from './connection.ts';
import { retry } from './retry.ts';

export type MetadataTopic = MetadataResponse['topics'][number];
export type MetadataPartition = MetadataTopic['partitions'][number];

const REQUEST_TIMEOUT_MS = 30_000;
const RETRY_TIMEOUT_MS = 60_000;
const CONSUMER_GROUP = 0;

/** Owned by one client, reader, consumer or producer: closing it closes every connection. */
export class Cluster {
  readonly ports: ClientPorts;
  readonly clientId: string;
  readonly retryTimeoutMs: number;
  /** Called once, when the connections are let go. */
  onClose: (() => void) | undefined;
  readonly #options: ClientOptions;
  readonly #bootstrap: readonly Address[];
  readonly #connections = new Map<string, Promise<BrokerConnection>>();
  readonly #brokers = new Map<number, Address>();
  readonly #topics = new Map<string, MetadataTopic>();
  readonly #coordinators = new Map<string, number>();
  #controllerId = -1;
  #isClosed = false;

  constructor(bootstrap: readonly Address[], options: ClientOptions) {
    this.ports = options.ports;
    this.clientId = options.clientId;
    this.retryTimeoutMs = options.retryTimeoutMs ?? RETRY_TIMEOUT_MS;
    this.#options = options;
    this.#bootstrap = bootstrap;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  log(level: 'error' | 'warning' | 'info', message: string): void {
    this.#options.onLog?.({ level, message });
  }

  /** The topic as last seen; undefined when it has not been asked for, or does not exist. */
  topic(name: string): MetadataTopic | undefined {
    return this.#topics.get(name);
  }

  /** The broker that leads a partition; undefined while there is none. */
  leaderOf(topic: string, partition: number): number | undefined {
    const known = this.#topics.get(topic)?.partitions;
    const leader = known?.find(({ partitionIndex }) => partitionIndex === partition)?.leaderId;
    return leader === undefined || leader < 0 ? undefined : leader;
  }

  /** Asks again who leads what; null asks for all topics. */
  async refresh(
    topics: readonly string[] | null,
    options: { createMissing?: boolean } = {},
  ): Promise<MetadataResponse> {
    const connection = await this.any();
    const answer = await connection.request(metadata, {
      topics: topics?.map((name) => ({ name })) ?? null,
      allowAutoTopicCreation: options.createMissing ?? false,
    });
    this.#brokers.clear();
    for (const { nodeId, host, port } of answer.brokers) this.#brokers.set(nodeId, { host, port });
    this.#controllerId = answer.controllerId;
    for (const topic of answer.topics) {
      const name = topic.name ?? '';
      if (topic.errorCode === ErrorCode.NONE) this.#topics.set(name, topic);
      else this.#topics.delete(name);
    }
    return answer;
  }

  /** The partitions of topics that must exist; waits for leaders, and for topics that are being created. */
  topics(
    names: readonly string[],
    options: { createMissing?: boolean } = {},
  ): Promise<Map<string, MetadataTopic>> {
    return this.retry(async () => {
      const missing = names.filter((name) => !this.#hasLeaders(name));
      if (missing.length > 0) {
        const answer = await this.refresh(missing, options);
        for (const { name, errorCode, partitions } of answer.topics) {
          throwIfError(errorCode, `Topic ${name}`);
          for (const each of partitions) {
            if (each.leaderId < 0) throwIfError(ErrorCode.LEADER_NOT_AVAILABLE, `Topic ${name}`);
          }
        }
      }
      return new Map(names.map((name) => [name, this.#topics.get(name)!]));
    });
  }

  forgetTopic(name: string): void {
    this.#topics.delete(name);
  }

  retry<T>(attempt: () => Promise<T>, onRetry?: (error: unknown) => void): Promise<T> {
    const { ports, retryTimeoutMs } = this;
    return retry({ ports, timeoutMs: retryTimeoutMs, ...(onRetry && { onRetry }) }, () => {
      if (this.#isClosed) throw clientClosed();
      return attempt();
    });
  }

  /** Some broker that answers: known ones first, then the bootstrap servers. */
  async any(): Promise<BrokerConnection> {
    const candidates = [...this.#brokers.values(), ...this.#bootstrap];
    let cause: unknown;
    for (const address of candidates) {
      try {
        return await this.#connect(address);
      } catch (error) {
        if (this.#isClosed) throw error;
        cause = error;
      }
    }
    const names = this.#bootstrap.map(({ host, port }) => `${host}:${port}`).join(', ');
    throw clusterUnreachable(names, cause);
  }

  async node(id: number): Promise<BrokerConnection> {
    if (!this.#brokers.has(id)) await this.refresh([]);
    const address = this.#brokers.get(id);
    if (address === undefined) throw new KafkaError(ErrorCode.LEADER_NOT_AVAILABLE, `Broker ${id}`);
    return this.#connect(address);
  }

  /** The broker to which changes of the cluster are sent. */
  async controller(): Promise<BrokerConnection> {
    await this.refresh([]);
    return this.#controllerId < 0 ? this.any() : this.node(this.#controllerId);
  }

  /** The broker that coordinates a group; remembered until it is forgotten. */
  async coordinator(groupId: string): Promise<BrokerConnection> {
    const known = this.#coordinators.get(groupId);
    if (known !== undefined) return this.node(known);
    const connection = await this.any();
    const answer = await connection.request(findCoordinator, {
      key: groupId,
      keyType: CONSUMER_GROUP,
      coordinatorKeys: [groupId],
    });
    const found = answer.coordinators[0] ?? answer;
    throwIfError(found.errorCode, `Coordinator of group ${groupId}`, found.errorMessage);
    this.#brokers.set(found.nodeId, { host: found.host, port: found.port });
    this.#coordinators.set(groupId, found.nodeId);
    return this.node(found.nodeId);
  }

  forgetCoordinator(groupId: string): void {
    this.#coordinators.delete(groupId);
  }

  /** A request to the coordinator of a group, repeated while it moves or loads. `check` throws what the answer says. */
  askCoordinator<A extends Api>(ask: {
    groupId: string;
    api: A;
    body: Draft<A['request']>;
    check: (answer: Value<A['response']>) => void;
    versionMax?: number;
    timeoutMs?: number;
  }): Promise<Value<A['response']>> {
    return this.retry(
      async () => {
        const connection = await this.coordinator(ask.groupId);
        const answer = await connection.request(ask.api, ask.body, {
          ...(ask.versionMax !== undefined && { versionMax: ask.versionMax }),
          ...(ask.timeoutMs !== undefined && { timeoutMs: ask.timeoutMs }),
        });
        ask.check(answer);
        return answer;
      },
      () => this.forgetCoordinator(ask.groupId),
    );
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onClose?.();
    for (const opening of this.#connections.values()) {
      opening.then(
        (connection) => connection.close(),
        () => undefined,
      );
    }
    this.#connections.clear();
  }

  #hasLeaders(name: string): boolean {
    const topic = this.#topics.get(name);
    return topic !== undefined && topic.partitions.every(({ leaderId }) => leaderId >= 0);
  }

  async #connect(address: Address): Promise<BrokerConnection> {
    const name = `${address.host}:${address.port}`;
    for (;;) {
      if (this.#isClosed) throw clientClosed();
      const opening = this.#connections.get(name) ?? this.#open(name, address);
      const connection = await opening;
      if (connection.isOpen) return connection;
      if (this.#connections.get(name) === opening) this.#connections.delete(name);
    }
  }

  #open(name: string, address: Address): Promise<BrokerConnection> {
    const opening = BrokerConnection.open({
      ports: this.ports,
      address,
      clientId: this.clientId,
      requestTimeoutMs: this.#options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    });
    this.#connections.set(name, opening);
    opening.then(
      // Closing may have come in between.
      (connection) => this.#isClosed && connection.close(),
      () => this.#connections.get(name) === opening && this.#connections.delete(name),
    );
    return opening;
  }
}
