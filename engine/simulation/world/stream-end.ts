/** One end of a simulated stream. What the other end has written lies on its wire until it arrives. */

import { assert } from '../../base/assert.ts';
import type { Millis } from '../../base/ports/clock.ts';
import type { Address, Connection } from '../../base/ports/network.ts';
import { type Machine, type Program, turnOf } from './machine.ts';
import type { VirtualNetwork } from './virtual-network.ts';

type Handlers = Parameters<Connection['handle']>[0];

/** A chunk, or the end of the stream. */
interface Item {
  readonly arrivesAt: Millis;
  readonly chunk: Buffer | undefined;
}

/** Above this many bytes on their way the writer is told to wait. */
const WINDOW_BYTES = 1024 * 1024;
/** Of so many chunks one arrives in two pieces. */
const SPLIT_ONE_OF = 20;

export class StreamEnd implements Connection {
  readonly remote: Address;
  readonly program: Program;
  readonly localPort: number;
  queuedBytes = 0;
  readonly #network: VirtualNetwork;
  #peer: StreamEnd | undefined;
  #handlers: Handlers | undefined;
  #wire: Item[] = [];
  #isDelivering = false;
  #isPaused = false;
  /** No more is written. */
  #isEnded = false;
  /** No more is heard. */
  #isClosed = false;

  constructor(
    network: VirtualNetwork,
    options: { program: Program; remote: Address; localPort: number },
  ) {
    this.#network = network;
    this.program = options.program;
    this.remote = options.remote;
    this.localPort = options.localPort;
  }

  get machine(): Machine {
    return this.program.machine;
  }

  get peer(): StreamEnd {
    assert(this.#peer, 'A stream has two ends.');
    return this.#peer;
  }

  join(peer: StreamEnd): void {
    this.#peer = peer;
  }

  handle(handlers: Handlers): void {
    assert(this.#handlers === undefined, 'The handlers of a connection are set once.');
    this.#handlers = handlers;
    this.deliverSoon();
  }

  write(buffers: readonly Uint8Array[]): boolean {
    if (this.#isEnded || !this.program.isAlive) return false;
    const chunk = Buffer.concat(buffers);
    if (chunk.length === 0) return true;
    this.queuedBytes += chunk.length;
    const { random } = this.#network;
    const cut = random.next() * SPLIT_ONE_OF < 1 ? Math.floor(random.next() * chunk.length) : 0;
    if (cut > 0) this.peer.#expect(chunk.subarray(0, cut));
    this.peer.#expect(chunk.subarray(cut));
    return this.queuedBytes < WINDOW_BYTES;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.deliverSoon();
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.peer.#expect(undefined);
    this.#closeSoon();
  }

  destroy(): void {
    this.#wire = [];
    if (!this.#isEnded) this.peer.#expect(undefined);
    this.#isEnded = true;
    this.#closeSoon();
  }

  /** The link breaks: what is on its way is lost, and both ends are told. */
  reset(): void {
    this.#isEnded = true;
    this.#wire = [];
    this.#closeSoon();
  }

  /** The program is gone. What it wrote is still delivered, then the end. */
  abandon(): void {
    if (!this.#isEnded) this.peer.#expect(undefined);
    this.#isEnded = true;
    this.#isClosed = true;
    this.#wire = [];
    this.#network.forget(this);
  }

  #expect(chunk: Buffer | undefined): void {
    if (this.#isClosed) return;
    const { time, latencyMs } = this.#network;
    const last = this.#wire.at(-1)?.arrivesAt ?? 0;
    this.#wire.push({ arrivesAt: Math.max(last, time.now + latencyMs), chunk });
    this.deliverSoon();
  }

  /** Sees to it that the first item on the wire is taken when it arrives and this end can take it. */
  deliverSoon(): void {
    const [first] = this.#wire;
    if (first === undefined || this.#isDelivering || !this.#canTake) return;
    this.#isDelivering = true;
    const { time } = this.#network;
    const at = Math.max(first.arrivesAt, this.machine.resumesAt);
    time.schedule(at - time.now, () => {
      this.#isDelivering = false;
      this.#deliver();
    });
  }

  get #canTake(): boolean {
    const isReachable = !this.#network.isCut(this.machine, this.peer.machine);
    return this.#handlers !== undefined && !this.#isPaused && !this.#isClosed && isReachable;
  }

  #deliver(): void {
    const [first] = this.#wire;
    const { time } = this.#network;
    if (first === undefined || !this.#canTake || !this.program.isAlive) return;
    if (first.arrivesAt > time.now || this.machine.isPaused) {
      this.deliverSoon();
      return;
    }
    this.#wire.shift();
    if (first.chunk === undefined) turnOf(this.program, () => this.#close());
    else {
      this.#network.onDelivered(this.peer.machine.name, this.machine.name, first.chunk.length);
      this.peer.#takenSoon(first.chunk.length);
      const { chunk } = first;
      turnOf(this.program, () => this.#handlers!.onData(chunk));
    }
    this.deliverSoon();
  }

  #takenSoon(size: number): void {
    const wasFull = this.queuedBytes >= WINDOW_BYTES;
    this.queuedBytes -= size;
    if (!wasFull || this.queuedBytes >= WINDOW_BYTES) return;
    this.#soon(() => {
      if (!this.#isClosed) this.#handlers?.onDrain?.();
    });
  }

  #closeSoon(): void {
    this.#soon(() => this.#close());
  }

  #soon(task: () => void): void {
    const { program } = this;
    program.machine.clockOf(program).schedule(this.#network.latencyMs, task);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isEnded = true;
    this.#network.forget(this);
    this.#handlers?.onClose();
  }
}
