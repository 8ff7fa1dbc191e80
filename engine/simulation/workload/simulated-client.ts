/** A program that uses the cluster, on a machine of its own; it is started again when it has given up. */

import { EngineError, messageOf } from '../../base/errors.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import { openClient } from '../../client/open-client.ts';
import type { Ports } from '../../base/ports/ports.ts';
import type { SimulatedNode } from '../cluster/simulated-cluster.ts';
import { BUG, storyOf } from '../world/bug.ts';
import type { Machine, Program } from '../world/machine.ts';
import type { World } from '../world/world.ts';

/** What a program does in one life; it ends when this settles. */
export type ClientProgram = (context: ClientContext) => Promise<void>;

export interface ClientContext {
  readonly client: ClusterClient;
  readonly ports: Ports;
  readonly program: Program;
}

const RESTART_MS = 1000;

export class SimulatedClient implements SimulatedNode {
  readonly machine: Machine;
  /** Whether its program has come to its end. */
  isDone = false;
  readonly #world: World;
  readonly #bootstrap: string;
  readonly #run: ClientProgram;

  constructor(world: World, options: { name: string; bootstrap: string; run: ClientProgram }) {
    this.machine = world.addMachine(options.name);
    this.#world = world;
    this.#bootstrap = options.bootstrap;
    this.#run = options.run;
  }

  start(): void {
    const { program, ports } = this.#world.boot(this.machine);
    const { trace } = this.#world;
    const { name } = this.machine;
    this.#live(program, ports).then(
      () => {
        if (!program.isAlive) return;
        this.isDone = true;
        trace.note(name, 'is done');
      },
      (error: unknown) => {
        if (!program.isAlive) return;
        if (!(error instanceof EngineError)) this.#world.violate(BUG, storyOf(error));
        trace.note(name, `gave up: ${messageOf(error)}`);
        this.#world.kill(this.machine, { kind: 'process' });
        this.#world.time.schedule(RESTART_MS, () => {
          if (!this.machine.program) this.start();
        });
      },
    );
  }

  async #live(program: Program, ports: Ports): Promise<void> {
    const { name } = this.machine;
    const client = await openClient({
      bootstrap: this.#bootstrap,
      clientId: name,
      ports,
      onLog: ({ level, message }) => {
        if (program.isAlive && level !== 'info') this.#world.trace.note(name, message);
      },
    });
    await this.#run({ client, ports, program });
    await client.close();
  }
}
