/** The network between simulated machines: ordered streams with changing delays, over links that can be cut. */

import { EngineError } from '../../base/errors.ts';
import type { Millis } from '../../base/ports/clock.ts';
import type { Address, Connection, Listener, Network } from '../../base/ports/network.ts';
import type { Random } from '../../base/ports/random.ts';
import type { Machine, Program } from './machine.ts';
import type { VirtualTime } from './virtual-time.ts';
import { StreamEnd } from './stream-end.ts';

/** `silent`: nothing arrives, and nobody is told. `reset`: streams break, and new ones are refused. */
export type CutKind = 'silent' | 'reset';

interface Listening {
  readonly program: Program;
  onConnection(connection: Connection): void;
}

const FIRST_FREE_PORT = 40_000;
const CONNECT_RETRY_MS = 1000;
const CONNECT_TIMEOUT_MS = 20_000;

export class VirtualNetwork {
  readonly time: VirtualTime;
  readonly random: Random;
  /** The longest that a chunk may take; the shortest is a tenth of a millisecond. */
  latencyMaxMs: Millis = 1;
  /** Told of every chunk that arrives, for the fingerprint of a run. */
  onDelivered: (from: string, to: string, bytes: number) => void = () => {};
  readonly #machines: (name: string) => Machine | undefined;
  readonly #listeners = new Map<string, Listening>();
  readonly #ends = new Set<StreamEnd>();
  readonly #cuts = new Map<string, CutKind>();
  #nextPort = FIRST_FREE_PORT;

  constructor(parts: {
    time: VirtualTime;
    random: Random;
    machines: (name: string) => Machine | undefined;
  }) {
    this.time = parts.time;
    this.random = parts.random;
    this.#machines = parts.machines;
  }

  get latencyMs(): Millis {
    return 0.1 + this.random.next() * this.latencyMaxMs;
  }

  /** The network as a program sees it. */
  portOf(program: Program): Network {
    return {
      listen: (address, onConnection) => this.#listen(program, address, onConnection),
      connect: (address) => this.#connect(program, address),
    };
  }

  isCut(one: Machine, other: Machine): boolean {
    return this.#cuts.has(linkName(one, other));
  }

  cut(one: Machine, other: Machine, kind: CutKind): void {
    this.#cuts.set(linkName(one, other), kind);
    if (kind === 'silent') return;
    for (const end of this.#between(one, other)) end.reset();
  }

  mend(one: Machine, other: Machine): void {
    this.#cuts.delete(linkName(one, other));
    for (const end of this.#between(one, other)) end.deliverSoon();
  }

  #between(one: Machine, other: Machine): StreamEnd[] {
    const name = linkName(one, other);
    return [...this.#ends].filter((end) => linkName(end.machine, end.peer.machine) === name);
  }

  /** The kernel of a killed program closes its streams; without power nobody does until the machine is back. */
  programEnded(program: Program): void {
    for (const [key, listening] of this.#listeners)
      if (listening.program === program) this.#listeners.delete(key);
    if (program.machine.isPowered) this.#closeStreamsOf(program);
  }

  /** A machine that comes back knows nothing of its streams. */
  powerIsBack(machine: Machine): void {
    for (const end of this.#ends)
      if (end.machine === machine && !end.program.isAlive) this.#closeStreamsOf(end.program);
  }

  #closeStreamsOf(program: Program): void {
    for (const end of this.#ends) if (end.program === program) end.abandon();
  }

  #listen(
    program: Program,
    address: Address,
    onConnection: (connection: Connection) => void,
  ): Promise<Listener> {
    const port = address.port === 0 ? this.#nextPort++ : address.port;
    const key = `${program.machine.name}:${port}`;
    if (this.#listeners.has(key))
      return Promise.reject(new EngineError('PORT_TAKEN', `Port ${key} is taken.`));
    const listening = { program, onConnection };
    this.#listeners.set(key, listening);
    const close = (): Promise<void> => {
      if (this.#listeners.get(key) === listening) this.#listeners.delete(key);
      for (const end of this.#ends)
        if (end.program === program && end.localPort === port) end.destroy();
      return Promise.resolve();
    };
    return Promise.resolve({ address: { host: address.host, port }, close });
  }

  #connect(program: Program, address: Address): Promise<Connection> {
    const startedAt = this.time.now;
    return new Promise((resolve, reject) => {
      const attempt = (): void => {
        if (!program.isAlive) return;
        const target = this.#machines(address.host);
        const cut = target && this.#cuts.get(linkName(program.machine, target));
        const isSilent = cut === 'silent' || target?.isPowered === false;
        if (isSilent && this.time.now - startedAt < CONNECT_TIMEOUT_MS) {
          this.time.schedule(CONNECT_RETRY_MS, attempt);
          return;
        }
        const listening = this.#listeners.get(`${address.host}:${address.port}`);
        if (listening === undefined || cut !== undefined || isSilent) {
          this.#later(program, () => reject(refused(address)));
          return;
        }
        const near = this.#join(program, listening, address);
        this.#later(program, () => resolve(near));
      };
      this.time.schedule(this.latencyMs, attempt);
    });
  }

  #join(program: Program, listening: Listening, address: Address): StreamEnd {
    const from = { host: program.machine.name, port: this.#nextPort++ };
    const near = new StreamEnd(this, { program, remote: address, localPort: from.port });
    const far = new StreamEnd(this, {
      program: listening.program,
      remote: from,
      localPort: address.port,
    });
    near.join(far);
    far.join(near);
    this.#ends.add(near).add(far);
    this.#later(listening.program, () => listening.onConnection(far));
    return near;
  }

  forget(end: StreamEnd): void {
    this.#ends.delete(end);
  }

  /** In a turn of a program, after a while; not when it is dead by then. */
  #later(program: Program, task: () => void): void {
    program.machine.clockOf(program).schedule(this.latencyMs, task);
  }
}

function linkName(one: Machine, other: Machine): string {
  return one.name < other.name ? `${one.name} ${other.name}` : `${other.name} ${one.name}`;
}

function refused({ host, port }: Address): EngineError {
  return new EngineError('CONNECT_FAILED', `Cannot connect to ${host}:${port}.`);
}
