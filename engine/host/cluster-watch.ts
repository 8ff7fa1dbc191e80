/** Keeps the cluster's views: brokers, topics, clients, groups and live numbers, from what the nodes tell. */

import { every, type Clock, type Timer } from '../base/ports/clock.ts';
import type { BrokerTelemetry, TopologySnapshot } from '../broker/telemetry.ts';
import type { BrokerStatus, Cluster, ClusterListener } from '../cluster/cluster.ts';
import { CONTROLLER_ID } from '../cluster/cluster.ts';
import type { ClientsView } from '../contract/views/clients.ts';
import type { BrokerView, ClusterView } from '../contract/views/cluster.ts';
import type { GroupView } from '../contract/views/groups.ts';
import type { TopicView } from '../contract/views/topics.ts';
import { ClientBook, type NodeOfClient } from './client-book.ts';
import type { EventBook } from './event-book.ts';
import { LiveState } from './live/live-state.ts';
import { ViewSource } from './view-source.ts';

const TELEMETRY_MS = 33;
const VIEWS_MS = 100;
const SETTLE_MS = 500;

export class ClusterWatch {
  readonly live: LiveState;
  readonly cluster = new ViewSource<ClusterView>({
    clusterId: '',
    bootstrap: '',
    controller: { id: CONTROLLER_ID, state: 'stopped' },
    brokers: [],
    ready: false,
  });
  readonly topics = new ViewSource<readonly TopicView[]>([]);
  readonly clients = new ViewSource<ClientsView>({ consumers: [], producers: [] });
  readonly groups = new ViewSource<readonly GroupView[]>([]);
  readonly listener: ClusterListener;
  readonly #clock: Clock;
  readonly #events: EventBook;
  readonly #book: ClientBook;
  readonly #counts = new Map<number, BrokerTelemetry['counts']>();
  readonly #timers: Timer[];
  #cluster: Cluster | undefined;
  #topology: TopologySnapshot | undefined;
  #bookChanges = 0;

  constructor(options: {
    clock: Clock;
    events: EventBook;
    nodeOf(clientId: string): NodeOfClient | undefined;
  }) {
    const { clock, events } = options;
    this.#clock = clock;
    this.#events = events;
    this.live = new LiveState(events);
    this.#book = new ClientBook(this.live, options.nodeOf);
    this.listener = {
      onBroker: (status) => this.#onBroker(status),
      onController: () => this.#tellCluster(),
      onTelemetry: (telemetry) => this.#onTelemetry(telemetry),
      onGroupEvent: (event) =>
        events.tellGroup(event, (memberId) => memberName(memberId, options.nodeOf)),
      onProblem: (text, brokerId) =>
        events.tell({ source: 'cluster', level: 'problem', text, brokerId: brokerId ?? null }),
      onRefused: (text, brokerId) =>
        events.tell({ source: 'client', level: 'problem', text, brokerId: brokerId ?? null }),
    };
    this.#timers = [
      every(clock, VIEWS_MS, () => this.#refresh()),
      every(clock, SETTLE_MS, () => this.live.settle(clock.monotonic())),
    ];
  }

  /** From now on the views are those of `cluster`. */
  attach(cluster: Cluster): void {
    this.#cluster = cluster;
    cluster.watch(TELEMETRY_MS);
    this.#tellCluster();
  }

  /** The names of nodes have changed: whoever is shown by name is shown anew. */
  namesChanged(): void {
    this.#book.changes++;
  }

  close(): void {
    for (const timer of this.#timers) timer.cancel();
  }

  #onBroker({ id, state, problem }: BrokerStatus): void {
    if (state === 'stopped' || state === 'failed') {
      this.live.leaderGone(id);
      this.#book.brokerGone(id);
      this.#counts.delete(id);
    }
    this.#events.tell({
      source: 'cluster',
      brokerId: id,
      level: state === 'running' || state === 'starting' ? 'info' : 'problem',
      text: brokerSentence(id, state, problem),
    });
    this.#tellCluster();
  }

  #onTelemetry(telemetry: BrokerTelemetry): void {
    const { brokerId, counts, topology } = telemetry;
    this.#book.take(telemetry);
    this.live.take(telemetry);
    if (JSON.stringify(this.#counts.get(brokerId)) !== JSON.stringify(counts)) {
      this.#counts.set(brokerId, counts);
      this.#tellCluster();
    }
    if (topology && topology.offset >= (this.#topology?.offset ?? -1)) this.#tellTopology(topology);
  }

  #tellTopology(topology: TopologySnapshot): void {
    const before = this.#topology;
    this.#topology = topology;
    const names = new Set(topology.topics.map(({ name }) => name));
    for (const topic of before?.topics ?? []) {
      if (!names.has(topic.name))
        topic.replicas.forEach((_, partition) => this.live.forgetPartition(topic.name, partition));
    }
    this.topics.set(
      topology.topics.map(({ name, topicId, isInternal, replicas, configs }) => ({
        name,
        topicId,
        internal: isInternal,
        configs,
        replicationFactor: replicas[0]?.length ?? 0,
        partitions: replicas.map((brokers, partition) => ({
          partition,
          liveId: this.live.partitionId(name, partition),
          replicas: brokers,
        })),
      })),
    );
    this.#tellCluster();
  }

  #tellCluster(): void {
    const cluster = this.#cluster;
    if (!cluster) return;
    const controller = cluster.controllerState === 'running' ? 'running' : 'stopped';
    const brokers = cluster.brokers.map((status) => this.#brokerView(status));
    this.cluster.set({
      clusterId: cluster.clusterId,
      bootstrap: cluster.bootstrap,
      controller: { id: CONTROLLER_ID, state: controller },
      brokers,
      ready: brokers.some(({ state }) => state === 'running'),
    });
  }

  #brokerView({ id, address, state, problem, startedAt }: BrokerStatus): BrokerView {
    const isFenced = this.#topology?.brokers.find((broker) => broker.id === id)?.isFenced ?? false;
    const counts = this.#counts.get(id) ?? { led: 0, held: 0, inSync: 0 };
    return {
      id,
      host: address.host,
      port: address.port,
      problem,
      startedAt,
      state: state === 'running' && isFenced ? 'fenced' : state,
      partitionsLed: counts.led,
      partitionsHeld: counts.held,
      partitionsInSync: counts.inSync,
    };
  }

  #refresh(): void {
    if (this.#book.changes === this.#bookChanges) return;
    this.#bookChanges = this.#book.changes;
    this.clients.set(this.#book.clients(this.#clock.monotonic()));
    this.groups.set(this.#book.groups());
  }
}

/** A member id is the client id and a UUID; a client id may be that of a node, which has a name. */
function memberName(
  memberId: string,
  nodeOf: (clientId: string) => NodeOfClient | undefined,
): string {
  const clientId = memberId.replace(/-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '');
  return nodeOf(clientId)?.name ?? (clientId === '' ? 'A member' : clientId);
}

function brokerSentence(id: number, state: BrokerStatus['state'], problem: string | null): string {
  switch (state) {
    case 'starting':
      return `Broker ${id} is starting.`;
    case 'running':
      return `Broker ${id} is running.`;
    case 'stopped':
      return `Broker ${id} has stopped.`;
    case 'failed':
      return `Broker ${id} failed: ${problem ?? 'no reason is known.'}`;
  }
}
