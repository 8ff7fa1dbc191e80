/** A whole cluster on this machine: a controller and brokers, a thread each, which can be killed and started again. */

import { EngineError } from '../base/errors.ts';
import type { Address } from '../base/ports/network.ts';
import { randomUuid } from '../base/ports/random.ts';
import { systemClock } from '../base/ports/real/clock.ts';
import { systemDisk as disk } from '../base/ports/real/disk.ts';
import { systemRandom } from '../base/ports/real/random.ts';
import type { BrokerTelemetry } from '../broker/telemetry.ts';
import type { GroupEvent } from '../groups/group-event.ts';
import type { DescribedBroker, DescribedController } from './server-properties.ts';
import { NodeHandle, type NodeState } from './node-handle.ts';
import type { BrokerSetup, ControllerSetup, NodeNews, NodeReport } from './node-messages.ts';

export interface ClusterOptions {
  readonly brokers: number;
  readonly host: string;
  /** One for each broker, in order; 0 takes a free one. */
  readonly ports: readonly number[];
  readonly dataDirectory: string;
  /** Kafka's property names, for every node. */
  readonly properties: Readonly<Record<string, string>>;
  /** Instead of `brokers`, `host`, `ports` and `properties`: each node by itself. */
  readonly nodes?: ClusterNodes;
}

export interface ClusterNodes {
  readonly controller: DescribedController;
  readonly brokers: readonly DescribedBroker[];
}

export interface BrokerStatus {
  readonly id: number;
  readonly address: Address;
  readonly state: NodeState;
  readonly problem: string | null;
  /** Milliseconds since the epoch; null while it is not running. */
  readonly startedAt: number | null;
}

export interface ClusterListener {
  onBroker?(status: BrokerStatus): void;
  onController?(state: NodeState): void;
  onTelemetry?(telemetry: BrokerTelemetry): void;
  onGroupEvent?(event: GroupEvent, brokerId: number): void;
  /** `brokerId` is undefined for the controller. */
  onProblem?(sentence: string, brokerId: number | undefined): void;
  onRefused?(sentence: string, brokerId: number | undefined): void;
}

export const CONTROLLER_ID = 3000;
const STOP_PATIENCE_MS = 10_000;
const CONTROLLER_RESTART_MS = 100;

interface BrokerSlot {
  readonly id: number;
  readonly place: DescribedBroker;
  address: Address;
  handle: NodeHandle;
  startedAt: number | null;
}

export class Cluster {
  readonly clusterId: string;
  readonly #options: ClusterOptions;
  readonly #listener: ClusterListener;
  readonly #brokers = new Map<number, BrokerSlot>();
  #controller: NodeHandle;
  #controllerAddress: Address | undefined;
  #watchEveryMs = 0;
  #isStopping = false;

  /** Starts all nodes at once; resolves when every broker serves clients. Rejects with what kept one from starting. */
  static async start(options: ClusterOptions, listener: ClusterListener = {}): Promise<Cluster> {
    const cluster = new Cluster(options, listener);
    try {
      await Promise.all([
        cluster.#controller.ready,
        ...[...cluster.#brokers.values()].map(({ handle }) => handle.ready),
      ]);
    } catch (error) {
      await cluster.#killAll();
      throw error;
    }
    return cluster;
  }

  private constructor(options: ClusterOptions, listener: ClusterListener) {
    this.#options = options;
    this.#listener = listener;
    disk.makeDirectory(options.dataDirectory);
    this.clusterId = rememberClusterId(disk.join(options.dataDirectory, 'cluster.json'));
    this.#controller = this.#startController(options.nodes?.controller.listener.port ?? 0);
    for (const place of options.nodes?.brokers ?? likeBrokers(options)) {
      const { id, listener: address } = place;
      const handle = this.#startBroker(place, address);
      this.#brokers.set(id, { id, place, address, handle, startedAt: null });
    }
  }

  get brokers(): BrokerStatus[] {
    return [...this.#brokers.values()].map((slot) => this.#status(slot));
  }

  get controllerState(): NodeState {
    return this.#controller.state;
  }

  /** `host:port,…` as clients want it. */
  get bootstrap(): string {
    return [...this.#brokers.values()]
      .map(({ address, place }) => place.advertised ?? address)
      .map(({ host, port }) => `${host}:${port}`)
      .join(',');
  }

  /** Reports what changes, at most once in so many milliseconds; 0 for never. */
  watch(everyMs: number): void {
    this.#watchEveryMs = everyMs;
    for (const { handle } of this.#brokers.values()) handle.tell({ kind: 'watch', everyMs });
  }

  /** Ends a broker's thread in the middle of whatever it does. */
  async kill(brokerId: number): Promise<void> {
    const slot = this.#slot(brokerId);
    if (slot.handle.state === 'stopped' || slot.handle.state === 'failed') {
      throw new EngineError('BROKER_NOT_RUNNING', `Broker ${brokerId} is not running.`, {
        hint: 'Restart it first.',
      });
    }
    await slot.handle.kill();
  }

  /** Starts a dead broker again on its data and its port; resolves when it serves. */
  async restart(brokerId: number): Promise<void> {
    const slot = this.#slot(brokerId);
    if (slot.handle.state === 'running' || slot.handle.state === 'starting') {
      throw new EngineError('BROKER_RUNNING', `Broker ${brokerId} is running already.`, {
        hint: 'Kill it first.',
      });
    }
    slot.handle = this.#startBroker(slot.place, slot.address);
    this.#announce(slot);
    await slot.handle.ready;
  }

  /** Stops everything in order: brokers hand over and write what they hold, the controller goes last. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(
      [...this.#brokers.values()]
        .filter(({ handle }) => isAlive(handle))
        .map(({ handle }) => handle.stop(STOP_PATIENCE_MS)),
    );
    if (isAlive(this.#controller)) await this.#controller.stop(STOP_PATIENCE_MS);
  }

  async #killAll(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#brokers.values()].map(({ handle }) => handle.kill()));
    await this.#controller.kill();
  }

  #slot(brokerId: number): BrokerSlot {
    const slot = this.#brokers.get(brokerId);
    if (!slot) {
      const ids = [...this.#brokers.keys()].join(', ');
      throw new EngineError('NO_SUCH_BROKER', `There is no broker ${brokerId}.`, {
        hint: `Brokers: ${ids}.`,
      });
    }
    return slot;
  }

  #startController(port: number): NodeHandle {
    const { id, listener, dataDirectory, properties } =
      this.#options.nodes?.controller ?? likeController(this.#options);
    const setup: ControllerSetup = {
      nodeId: id,
      clusterId: this.clusterId,
      host: listener.host,
      port,
      dataDirectory,
      properties,
    };
    return new NodeHandle({
      script: 'controller-thread',
      setup,
      onReport: (report) => this.#onControllerReport(report),
      onState: (state) => this.#onControllerState(state),
    });
  }

  #onControllerReport(report: NodeReport): void {
    if (report.kind === 'listening') {
      this.#controllerAddress = { host: report.host, port: report.port };
      for (const { handle } of this.#brokers.values()) {
        if (isAlive(handle)) handle.tell({ kind: 'controller', ...this.#controllerAddress });
      }
    } else if (report.kind === 'problem') {
      this.#listener.onProblem?.(report.sentence, undefined);
    } else if (report.kind === 'crashed') {
      this.#listener.onProblem?.(`The controller crashed: ${report.report}`, undefined);
    }
  }

  /** A cluster cannot do without its controller: when it dies by itself, it is started again on its data. */
  #onControllerState(state: NodeState): void {
    this.#listener.onController?.(state);
    if (state !== 'failed' || this.#isStopping || !this.#controllerAddress) return;
    const { port } = this.#controllerAddress;
    systemClock.schedule(CONTROLLER_RESTART_MS, () => {
      if (!this.#isStopping) this.#controller = this.#startController(port);
    });
  }

  #startBroker(place: DescribedBroker, { host, port }: Address): NodeHandle {
    const { id, advertised, rack, properties, dataDirectory } = place;
    const setup: BrokerSetup = {
      options: {
        nodeId: id,
        clusterId: this.clusterId,
        host,
        port,
        advertised,
        rack,
        properties,
        dataDirectory,
      },
      controller: this.#controllerAddress,
    };
    return new NodeHandle({
      script: 'broker-thread',
      setup,
      onReport: (report) => this.#onBrokerReport(id, report),
      onState: (state) => this.#onBrokerState(id, state),
    });
  }

  #onBrokerReport(id: number, report: NodeReport): void {
    switch (report.kind) {
      case 'listening':
        return this.#onListening(id, report);
      case 'ready':
        return this.#onReady(id);
      case 'failed':
      case 'stopped':
        return;
      default:
        passOn(this.#listener, report, id);
    }
  }

  #onListening(id: number, { host, port }: Address): void {
    const slot = this.#brokers.get(id);
    if (!slot) return;
    slot.address = { host, port };
    if (this.#controllerAddress)
      slot.handle.tell({ kind: 'controller', ...this.#controllerAddress });
  }

  #onReady(id: number): void {
    if (this.#watchEveryMs > 0)
      this.#brokers.get(id)?.handle.tell({ kind: 'watch', everyMs: this.#watchEveryMs });
  }

  #onBrokerState(id: number, state: NodeState): void {
    const slot = this.#brokers.get(id);
    if (!slot) return;
    slot.startedAt = state === 'running' ? systemClock.now() : null;
    this.#announce(slot);
  }

  #announce(slot: BrokerSlot): void {
    this.#listener.onBroker?.(this.#status(slot));
  }

  #status({ id, place, address, handle, startedAt }: BrokerSlot): BrokerStatus {
    const told = place.advertised ?? address;
    return { id, address: told, state: handle.state, problem: handle.problem, startedAt };
  }
}

/** Brokers that differ in their ids and ports only. */
function likeBrokers(options: ClusterOptions): DescribedBroker[] {
  const { brokers, host, ports, dataDirectory, properties } = options;
  return Array.from({ length: brokers }, (_, index) => ({
    id: index + 1,
    listener: { host, port: ports[index] ?? 0 },
    advertised: undefined,
    dataDirectory: disk.join(dataDirectory, `broker-${index + 1}`),
    rack: null,
    properties,
  }));
}

function likeController({ host, dataDirectory, properties }: ClusterOptions): DescribedController {
  const listener = { host, port: 0 };
  const own = disk.join(dataDirectory, 'controller');
  return { id: CONTROLLER_ID, listener, dataDirectory: own, properties };
}

/** What a broker reports that is none of the cluster's business. */
function passOn(listener: ClusterListener, report: NodeNews, id: number): void {
  switch (report.kind) {
    case 'telemetry':
      return listener.onTelemetry?.(report.telemetry);
    case 'group-event':
      return listener.onGroupEvent?.(report.event, id);
    case 'problem':
      return listener.onProblem?.(report.sentence, id);
    case 'refused':
      return listener.onRefused?.(report.sentence, id);
    case 'crashed':
      listener.onProblem?.(`Broker ${id} crashed: ${report.report}`, id);
  }
}

function isAlive(handle: NodeHandle): boolean {
  return handle.state === 'starting' || handle.state === 'running';
}

/** The id that this data belongs to, chosen at the first start. */
function rememberClusterId(file: string): string {
  if (disk.exists(file)) {
    const known: unknown = JSON.parse(disk.readFile(file).toString('utf8'));
    if (
      typeof known === 'object' &&
      known !== null &&
      'clusterId' in known &&
      typeof known.clusterId === 'string'
    )
      return known.clusterId;
    throw new EngineError('BAD_CLUSTER_FILE', `${file} does not name a cluster.`, {
      hint: 'Restore it, or use another data directory (--data).',
    });
  }
  const clusterId = randomUuid(systemRandom);
  disk.writeFileAtomic(file, `${JSON.stringify({ clusterId })}\n`);
  return clusterId;
}
