/** One broker: its logs, its partitions, its groups, and the server that clients talk to. */

import { assert } from '../base/assert.ts';
import { EngineError, messageOf } from '../base/errors.ts';
import type { Address } from '../base/ports/network.ts';
import type { Ports } from '../base/ports/ports.ts';
import { GroupCoordinator } from '../groups/group-coordinator.ts';
import type { GroupEvent } from '../groups/group-event.ts';
import { LogDirectory } from '../log/log-directory.ts';
import { logConfigOf } from '../log/log-config.ts';
import { topicConfigValues } from '../metadata/configs/effective-config.ts';
import type { MetadataDelta } from '../metadata/delta.ts';
import { type ConfigView, topicConfigSources } from '../metadata/image-configs.ts';
import type { BrokerImage, MetadataImage } from '../metadata/image.ts';
import type { Api } from '../protocol/api.ts';
import { CLUSTER_METADATA_TOPIC } from '../metadata/topic-name.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { describeQuorum } from '../protocol/messages/55-describe-quorum.ts';
import type { Draft, Value } from '../protocol/schema.ts';
import { RequestChannel } from '../replication/channel.ts';
import { Fetchers } from '../replication/fetcher/fetchers.ts';
import { ReplicaFetcher } from '../replication/fetcher/replica-fetcher.ts';
import {
  HostedPartitions,
  type TopicSettings,
} from '../replication/partition/hosted-partitions.ts';
import { IsrProposals } from '../replication/partition/isr-proposals.ts';
import type { Partition } from '../replication/partition/partition.ts';
import { BrokerLifecycle } from '../replication/quorum/broker-lifecycle.ts';
import { ControllerClient } from '../replication/quorum/controller-client.ts';
import { MetadataObserver } from '../replication/quorum/metadata-observer.ts';
import { AutoTopics } from './auto-topics.ts';
import type { BrokerConfig } from './broker-config.ts';
import { CoordinatorTopic, OFFSETS_TOPIC, offsetsTopic } from './coordinator-topic.ts';
import type { RequestContext } from './define-handler.ts';
import { FetchSessions } from './fetch/fetch-sessions.ts';
import { handlers } from './handlers/index.ts';
import { ProducerIds } from './producer-ids.ts';
import { signal } from './signal.ts';
import { CLOSE_CONNECTION, Server } from './server/server.ts';
import { BrokerTransactions } from './transactions/broker-transactions.ts';

export interface BrokerHooks {
  /** Something that the operator should know, in one sentence. */
  onProblem(sentence: string): void;
  /** A client that was refused, in one sentence. */
  onRefused(sentence: string): void;
  onGroupEvent(event: GroupEvent): void;
  /** A bug: this broker cannot go on. */
  onCrash(error: unknown): void;
}

export interface BrokerParts {
  ports: Ports;
  config: BrokerConfig;
  controller: () => Address | undefined;
  hooks: BrokerHooks;
}

interface AdvertisedApi {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

const LISTENER_NAME = 'PLAINTEXT';
/** How long a broker waits to be let go before it stops anyway. */
const CONTROLLED_SHUTDOWN_MS = 3000;
const DESCRIBE_QUORUM_VERSION = 2;

export class Broker {
  readonly ports: Ports;
  readonly config: BrokerConfig;
  readonly hooks: BrokerHooks;
  readonly configView: ConfigView;
  readonly advertised: readonly AdvertisedApi[] = handlers.map(({ api }) => ({
    apiKey: api.key,
    minVersion: api.advertised[0],
    maxVersion: api.advertised[1],
  }));
  readonly fetchSessions: FetchSessions;
  readonly partitions: HostedPartitions;
  readonly groups: GroupCoordinator;
  readonly coordinatorTopic: CoordinatorTopic;
  readonly autoTopics: AutoTopics;
  readonly producerIds: ProducerIds;
  readonly transactions: BrokerTransactions;
  readonly server: Server;
  /** Rises when a topic, a broker, a config or an assignment of replicas changes. */
  topologyChanges = 0;
  readonly #logs: LogDirectory;
  readonly #channels: RequestChannel[] = [];
  readonly #observer: MetadataObserver;
  readonly #controller: ControllerClient;
  readonly #fetchers: Fetchers;
  readonly #proposals: IsrProposals;
  readonly #controllerAddress: () => Address | undefined;
  readonly #ready = signal();
  #lifecycle: BrokerLifecycle | undefined;
  #address: Address | undefined;

  constructor({ ports, config, controller, hooks }: BrokerParts) {
    const { clock, disk, random } = ports;
    this.ports = ports;
    this.config = config;
    this.hooks = hooks;
    this.configView = {
      brokerId: config.nodeId,
      staticBroker: new Map(Object.entries(config.properties)),
    };
    this.#controllerAddress = controller;
    this.#logs = LogDirectory.open({
      disk,
      clock,
      random,
      path: config.dataDirectory,
      clusterId: config.clusterId,
      nodeId: config.nodeId,
    });
    this.#observer = new MetadataObserver({
      channel: this.#toController('metadata'),
      clock,
      clusterId: config.clusterId,
      brokerId: config.nodeId,
      directoryId: this.#logs.properties.directoryId,
      onChange: (_image, delta) => this.#apply(delta),
      onProblem: (error) => hooks.onProblem(messageOf(error)),
    });
    const requests = this.#toController('requests');
    this.#controller = new ControllerClient({ channel: requests, clock });
    this.#fetchers = new Fetchers((leaderId) => this.#openFetcher(leaderId));
    this.#proposals = new IsrProposals({
      channel: requests,
      clock,
      brokerId: config.nodeId,
      brokerEpochOf: (id) => this.image.brokers.get(id)?.epoch ?? -1,
    });
    this.fetchSessions = new FetchSessions(random);
    this.groups = new GroupCoordinator({
      clock,
      random,
      config: config.group,
      topics: this.#topicLookup(),
      onEvent: (event) => hooks.onGroupEvent(event),
      onFailed: (partition, error) =>
        hooks.onProblem(
          `The groups of ${OFFSETS_TOPIC}-${partition} could not be read: ${messageOf(error)}`,
        ),
    });
    this.partitions = this.#openPartitions();
    this.coordinatorTopic = new CoordinatorTopic(this, offsetsTopic(this));
    this.autoTopics = new AutoTopics(this);
    this.producerIds = new ProducerIds(this);
    this.transactions = new BrokerTransactions(this);
    this.server = this.#openServer();
  }

  /** The cluster as this broker knows it. */
  get image(): MetadataImage {
    return this.#observer.image;
  }

  get brokerEpoch(): number {
    return this.#lifecycle?.brokerEpoch ?? -1;
  }

  get address(): Address {
    assert(this.#address, 'A broker that listens has an address.');
    return this.#address;
  }

  /** Listens, registers, catches up with the metadata, and resolves when the controller counts on this broker. */
  async start(onListening?: (address: Address) => void): Promise<void> {
    const { config, ports } = this;
    const { host, port } = await this.server.start();
    this.#address = { host, port };
    const told = config.advertised ?? this.#address;
    onListening?.(this.#address);
    this.#lifecycle = new BrokerLifecycle({
      channel: this.#toController('heartbeat'),
      clock: ports.clock,
      random: ports.random,
      broker: {
        id: config.nodeId,
        clusterId: config.clusterId,
        rack: config.rack,
        listeners: [{ name: LISTENER_NAME, ...told, securityProtocol: 0 }],
        logDirs: [this.#logs.properties.directoryId],
      },
      metadataOffset: () => this.image.offset,
      onProblem: (error) => this.hooks.onProblem(messageOf(error)),
    });
    const registeredAt = await this.#lifecycle.start();
    // Not before: older metadata may still name the last life of this broker, which had more on its disk, as leader.
    this.#observer.start();
    await this.#observer.reached(registeredAt);
    await this.#lifecycle.unfence();
    this.#ready.resolve();
  }

  #toController(purpose: string): RequestChannel {
    const { network, clock } = this.ports;
    const channel = new RequestChannel({
      network,
      clock,
      address: () => this.#controllerAddress(),
      clientId: `broker-${this.config.nodeId}-${purpose}`,
    });
    this.#channels.push(channel);
    return channel;
  }

  #openFetcher(leaderId: number): { fetcher: ReplicaFetcher; close(): void } {
    const { config, ports } = this;
    const channel = new RequestChannel({
      network: ports.network,
      clock: ports.clock,
      address: () => this.endpoint(leaderId),
      clientId: `broker-${config.nodeId}-fetcher`,
    });
    const fetcher = new ReplicaFetcher({
      channel,
      clock: ports.clock,
      brokerId: config.nodeId,
      leaderId,
      brokerEpoch: () => this.brokerEpoch,
      onProblem: (partition, sentence) =>
        this.hooks.onProblem(`${partition.name} cannot follow broker ${leaderId}: ${sentence}`),
      limits: {
        waitMsMax: config.replicaFetchWaitMsMax,
        bytesMin: config.replicaFetchBytesMin,
        bytesMax: config.replicaFetchResponseBytesMax,
        partitionBytesMax: config.replicaFetchBytesMax,
      },
    });
    return {
      fetcher,
      close() {
        fetcher.close();
        channel.close();
      },
    };
  }

  #openPartitions(): HostedPartitions {
    const { config, ports } = this;
    return new HostedPartitions({
      brokerId: config.nodeId,
      clock: ports.clock,
      logs: this.#logs,
      proposals: this.#proposals,
      fetchers: this.#fetchers,
      image: () => this.image,
      topicConfig: (topic) => this.#topicSettings(topic),
      onProblem: (sentence) => this.hooks.onProblem(sentence),
      onRoleChange: (partition) => {
        this.coordinatorTopic.roleChanged(partition);
        this.transactions.topic.roleChanged(partition);
      },
      onRemoved: (partition) => {
        this.coordinatorTopic.removed(partition);
        this.transactions.topic.removed(partition);
      },
      limits: {
        lagMsMax: config.replicaLagMsMax,
        checkpointMs: config.checkpointMs,
        retentionCheckMs: config.retentionCheckMs,
        cleanerBackoffMs: config.cleanerBackoffMs,
      },
    });
  }

  #openServer(): Server {
    const { config, hooks, ports } = this;
    const { network, clock } = ports;
    return new Server({
      network,
      clock,
      address: { host: config.host, port: config.port },
      served: new Map(handlers.map(({ api }) => [api.key, api.versions])),
      serve: (request) => this.#serve(request),
      onRefused: (sentence) => hooks.onRefused(sentence),
      onCrash: (error) => hooks.onCrash(error),
      frameSizeMax: config.frameBytesMax,
      connectionsMax: config.connectionsMax,
    });
  }

  #topicSettings(topic: string): TopicSettings {
    const values = topicConfigValues(topicConfigSources(this.image, topic, this.configView));
    return {
      log: logConfigOf(Object.fromEntries(values)),
      minInSync: Number(values.get('min.insync.replicas') ?? 1),
    };
  }

  #topicLookup() {
    return {
      partitionCount: (name: string) => this.image.topicsByName.get(name)?.partitions.length,
      idOf: (name: string) => this.image.topicsByName.get(name)?.id,
      nameOf: (topicId: string) => this.image.topicsById.get(topicId)?.name,
      names: () => this.image.topicsByName.keys(),
    };
  }

  #apply(delta: MetadataDelta): void {
    this.partitions.apply(delta);
    if (changesTopology(delta)) this.topologyChanges++;
    const deleted = [...delta.topicsDeleted.values()].flatMap((topic) =>
      topic.partitions.map(({ index }) => ({ topic: topic.name, partition: index })),
    );
    if (deleted.length > 0) this.groups.deletePartitions(deleted);
  }

  #serve({
    api,
    header,
    body,
    client,
  }: Parameters<ConstructorParameters<typeof Server>[0]['serve']>[0]): unknown {
    const found = handlersByKey.get(api.key);
    assert(found, 'A request that is served has a handler.');
    const context: RequestContext = { header, version: header.apiVersion, client };
    if (this.#ready.isDone) return found.serve(this, body as never, context);
    return this.#ready.promise.then(() => found.serve(this, body as never, context));
  }

  /** Sends a request on to the controller; what was changed there is seen here before the answer leaves. */
  async forward<A extends Api>(
    api: A,
    version: number,
    request: Draft<A['request']>,
  ): Promise<Value<A['response']>> {
    const response = await this.#controller.forward(api, version, request);
    const partitions = [{ partitionIndex: 0 }];
    const quorum = await this.#controller.forward(describeQuorum, DESCRIBE_QUORUM_VERSION, {
      topics: [{ topicName: CLUSTER_METADATA_TOPIC, partitions }],
    });
    const highWatermark = quorum.topics[0]?.partitions[0]?.highWatermark ?? 0;
    await this.#observer.reached(highWatermark - 1);
    return response;
  }

  /** The same for a client's request: while there is no controller the client is disconnected, and asks again. */
  async forwardFor<A extends Api>(
    api: A,
    version: number,
    request: Draft<A['request']>,
  ): Promise<Value<A['response']> | typeof CLOSE_CONNECTION> {
    try {
      return await this.forward(api, version, request);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.hooks.onProblem(`${api.name} could not be carried out: ${error.message}`);
      return CLOSE_CONNECTION;
    }
  }

  /** Why a partition cannot be served here. */
  missingPartition(topic: string, index: number): ErrorCode {
    const isKnown = this.image.topicsByName.get(topic)?.partitions[index] !== undefined;
    return isKnown ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  }

  endpoint(brokerId: number): Address | undefined {
    return this.image.brokers.get(brokerId)?.endPoints.find(({ name }) => name === LISTENER_NAME);
  }

  /** The brokers as clients may use them. */
  endpoints({ withFenced = false } = {}): {
    nodeId: number;
    host: string;
    port: number;
    rack: string | null;
    isFenced: boolean;
  }[] {
    const usable = [...this.image.brokers.values()].filter(
      (broker) => withFenced || !broker.fenced,
    );
    return usable.flatMap((broker: BrokerImage) => {
      const address = this.endpoint(broker.id);
      return address
        ? [
            {
              nodeId: broker.id,
              host: address.host,
              port: address.port,
              rack: broker.rack,
              isFenced: broker.fenced,
            },
          ]
        : [];
    });
  }

  /** Clients send the controller's work to this broker, which forwards it; the controller itself has no listener for them. */
  contactForControllerWork(): number {
    const ids = this.endpoints().map(({ nodeId }) => nodeId);
    return ids.length === 0 ? -1 : Math.min(...ids);
  }

  groupContext({ header, client }: RequestContext) {
    return {
      clientId: header.clientId ?? '',
      clientHost: `/${client.remoteHost}`,
      apiVersion: header.apiVersion,
    };
  }

  roleOf(topic: string, index: number): Partition['role'] | undefined {
    return this.partitions.get(topic, index)?.role;
  }

  /** Hands its leaderships over, then stops; everything acknowledged is on disk. */
  async shutDown(): Promise<void> {
    await this.#lifecycle?.shutDown(CONTROLLED_SHUTDOWN_MS);
    await this.close();
  }

  async close(): Promise<void> {
    this.#lifecycle?.close();
    this.#observer.close();
    this.#proposals.close();
    this.#fetchers.close();
    for (const channel of this.#channels) channel.close();
    await this.server.close();
    this.groups.close();
    this.transactions.close();
    this.partitions.close();
    this.#logs.close({ clean: true });
  }
}

function changesTopology(delta: MetadataDelta): boolean {
  if (
    delta.topicsCreated.size + delta.topicsDeleted.size + delta.brokers.size + delta.configs.size >
    0
  )
    return true;
  return [...delta.partitions.values()].some(
    ({ before, after }) => before?.replicas.join() !== after?.replicas.join(),
  );
}

const handlersByKey = new Map(handlers.map((handler) => [handler.api.key, handler]));
