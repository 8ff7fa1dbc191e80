/** A controller and brokers, each on a machine of its own. */

import { EngineError, messageOf } from '../../base/errors.ts';
import { Broker } from '../../broker/broker.ts';
import { brokerConfig } from '../../broker/broker-config.ts';
import { ControllerNode } from '../../broker/controller-node.ts';
import type { GroupEvent } from '../../groups/group-event.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import type { Machine, Program } from '../world/machine.ts';
import { BUG, storyOf } from '../world/bug.ts';
import type { World } from '../world/world.ts';

/** A node of the cluster, dead or alive. */
export interface SimulatedNode {
  readonly machine: Machine;
  start(): void;
}

export interface SimulatedBroker extends SimulatedNode {
  readonly id: number;
  /** Undefined while it is dead. */
  readonly broker: Broker | undefined;
}

export interface ClusterOptions {
  readonly brokers: number;
  /** Kafka's properties, for all nodes. */
  readonly properties: Readonly<Record<string, string>>;
}

const CLUSTER_ID = 'SimulatedClusterId22ch';
const CONTROLLER_ID = 3000;
const CONTROLLER = { host: 'controller', port: 9093 };
const BROKER_PORT = 9092;
/** After which a program that could not start is started again. */
const SUPERVISOR_MS = 1000;

export class SimulatedCluster {
  readonly brokers: readonly SimulatedBroker[];
  readonly controller: SimulatedNode;
  onGroupEvent: (brokerId: number, event: GroupEvent) => void = () => {};
  readonly #world: World;
  readonly #properties: Readonly<Record<string, string>>;
  #controllerNode: ControllerNode | undefined;

  constructor(world: World, { brokers, properties }: ClusterOptions) {
    this.#world = world;
    this.#properties = properties;
    const machine = world.addMachine(CONTROLLER.host);
    this.controller = { machine, start: () => this.#startController(machine) };
    this.brokers = Array.from({ length: brokers }, (_, index) => this.#addBroker(index + 1));
  }

  get nodes(): readonly SimulatedNode[] {
    return [this.controller, ...this.brokers];
  }

  get bootstrap(): string {
    return this.brokers.map(({ machine }) => `${machine.name}:${BROKER_PORT}`).join(',');
  }

  /** What the controller has decided; undefined while it is dead. */
  get image(): MetadataImage | undefined {
    return this.controller.machine.program && this.#controllerNode?.controller?.image;
  }

  start(): void {
    for (const node of this.nodes) node.start();
  }

  #startController(machine: Machine): void {
    const { program, ports } = this.#world.boot(machine);
    const node = new ControllerNode({
      ...CONTROLLER,
      clusterId: CLUSTER_ID,
      properties: this.#properties,
      ports,
      nodeId: CONTROLLER_ID,
      dataDirectory: 'controller',
      ...this.#hooks(program),
    });
    this.#controllerNode = node;
    this.#supervise(program, () => node.start());
  }

  #addBroker(id: number): SimulatedBroker {
    const machine = this.#world.addMachine(`broker-${id}`);
    let current: Broker | undefined;
    return {
      id,
      machine,
      get broker() {
        return machine.program ? current : undefined;
      },
      start: () => {
        current = undefined;
        const { program, ports } = this.#world.boot(machine);
        this.#supervise(program, () => {
          current = new Broker({
            ports,
            config: brokerConfig({
              nodeId: id,
              clusterId: CLUSTER_ID,
              host: machine.name,
              port: BROKER_PORT,
              rack: null,
              dataDirectory: 'broker',
              properties: this.#properties,
            }),
            controller: () => CONTROLLER,
            hooks: {
              ...this.#hooks(program),
              onRefused: () => {},
              onGroupEvent: (event) => program.isAlive && this.onGroupEvent(id, event),
            },
          });
          return current.start();
        });
      },
    };
  }

  #hooks(program: Program) {
    const { trace } = this.#world;
    const { name } = program.machine;
    return {
      onProblem: (sentence: string) => program.isAlive && trace.note(name, `problem: ${sentence}`),
      onCrash: (error: unknown) => this.#crashed(program, error),
    };
  }

  #crashed(program: Program, error: unknown): void {
    if (!program.isAlive) return;
    this.#world.violate(BUG, `${program.machine.name} crashed: ${storyOf(error)}`);
  }

  /** Starts a program, and again later when it cannot start. */
  #supervise(program: Program, start: () => Promise<unknown>): void {
    const { trace, time } = this.#world;
    const { machine, life } = program;
    trace.note(machine.name, `starts, life ${life}`);
    const failed = (error: unknown): void => {
      if (!program.isAlive) return;
      if (!(error instanceof EngineError)) this.#crashed(program, error);
      trace.note(machine.name, `could not start: ${messageOf(error)}`);
      this.#world.kill(machine, { kind: 'process' });
      time.schedule(SUPERVISOR_MS, () => {
        const node = this.nodes.find((each) => each.machine === machine);
        if (!machine.program && machine.isPowered) node?.start();
      });
    };
    try {
      start().then(() => program.isAlive && trace.note(machine.name, 'is ready'), failed);
    } catch (error) {
      failed(error);
    }
  }
}
