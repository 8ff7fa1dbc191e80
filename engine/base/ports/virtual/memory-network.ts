/** A network inside one process: streams between listeners and connectors, with a delay, and links that can be cut. */

import { assert } from '../../assert.ts';
import { EngineError } from '../../errors.ts';
import type { Clock, Millis } from '../clock.ts';
import type { Address, Connection, Listener, Network } from '../network.ts';

type Handlers = Parameters<Connection['handle']>[0];

const FIRST_PORT = 40_000;
/** Above this many bytes on their way the writer is told to wait. */
const WINDOW_BYTES = 1024 * 1024;

export class MemoryNetwork implements Network {
  private readonly clock: Clock;
  private readonly latencyMs: Millis;
  private readonly listeners = new Map<string, (connection: Connection) => void>();
  private readonly open = new Map<string, Set<MemoryConnection>>();
  private readonly cut = new Set<string>();
  private nextPort = FIRST_PORT;

  /** Every chunk arrives `latencyMs` after it was written, in order. */
  constructor(clock: Clock, latencyMs: Millis = 0) {
    this.clock = clock;
    this.latencyMs = latencyMs;
  }

  async listen(
    address: Address,
    onConnection: (connection: Connection) => void,
  ): Promise<Listener> {
    const port = address.port === 0 ? this.freePort() : address.port;
    const bound = { host: address.host, port };
    const key = keyOf(bound);
    if (this.listeners.has(key)) {
      throw new EngineError('PORT_TAKEN', `Port ${port} on ${address.host} is taken.`, {
        hint: 'Choose another port.',
      });
    }
    this.listeners.set(key, onConnection);
    this.open.set(key, new Set());
    return { address: bound, close: () => this.stopListening(key) };
  }

  async connect(address: Address): Promise<Connection> {
    const key = keyOf(address);
    await this.delay();
    const accept = this.listeners.get(key);
    if (accept === undefined || this.cut.has(key)) {
      throw new EngineError('CONNECT_FAILED', `Cannot connect to ${key}.`, {
        hint: 'Is the node running, and the address right?',
      });
    }
    const options = { clock: this.clock, latencyMs: this.latencyMs };
    const near = new MemoryConnection({ host: address.host, port: address.port }, options);
    const far = new MemoryConnection({ host: address.host, port: this.freePort() }, options);
    near.join(far);
    far.join(near);
    const connections = this.open.get(key)!;
    connections.add(near);
    near.onEnded = () => connections.delete(near);
    accept(far);
    return near;
  }

  /** Breaks every connection to a listener and refuses new ones until `mend`. */
  cutOff(address: Address): void {
    const key = keyOf(address);
    this.cut.add(key);
    for (const connection of this.open.get(key) ?? []) connection.break();
  }

  mend(address: Address): void {
    this.cut.delete(keyOf(address));
  }

  private async stopListening(key: string): Promise<void> {
    this.listeners.delete(key);
    for (const connection of this.open.get(key) ?? []) connection.break();
  }

  private delay(): Promise<void> {
    return new Promise((resolve) => this.clock.schedule(this.latencyMs, resolve));
  }

  private freePort(): number {
    this.nextPort += 1;
    return this.nextPort;
  }
}

class MemoryConnection implements Connection {
  readonly remote: Address;
  queuedBytes = 0;
  onEnded: () => void = () => {};
  private readonly options: { clock: Clock; latencyMs: Millis };
  private peer: MemoryConnection | undefined;
  private handlers: Handlers | undefined;
  private readonly waiting: (() => void)[] = [];
  private isPaused = false;
  private isClosed = false;

  constructor(remote: Address, options: { clock: Clock; latencyMs: Millis }) {
    this.remote = remote;
    this.options = options;
  }

  join(peer: MemoryConnection): void {
    this.peer = peer;
  }

  handle(handlers: Handlers): void {
    assert(this.handlers === undefined, 'The handlers of a connection are set once.');
    this.handlers = handlers;
    this.deliver();
  }

  write(buffers: readonly Uint8Array[]): boolean {
    const { peer } = this;
    if (this.isClosed || peer === undefined) return false;
    const chunk = Buffer.concat(buffers);
    this.queuedBytes += chunk.length;
    this.later(() => peer.receive(chunk, () => this.taken(chunk.length)));
    return this.queuedBytes < WINDOW_BYTES;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.deliver();
  }

  end(): void {
    const { peer } = this;
    this.later(() => {
      peer?.enqueue(() => peer.shut());
      this.shut();
    });
  }

  destroy(): void {
    this.break();
  }

  /** Both ends close; what is on its way is lost. */
  break(): void {
    const { peer } = this;
    this.later(() => this.shut());
    if (peer !== undefined) peer.later(() => peer.shut());
  }

  private receive(chunk: Buffer, onTaken: () => void): void {
    this.enqueue(() => {
      this.handlers!.onData(chunk);
      onTaken();
    });
  }

  private enqueue(task: () => void): void {
    this.waiting.push(task);
    this.deliver();
  }

  private deliver(): void {
    while (this.handlers !== undefined && !this.isPaused && !this.isClosed) {
      const task = this.waiting.shift();
      if (task === undefined) return;
      task();
    }
  }

  private taken(size: number): void {
    const wasFull = this.queuedBytes >= WINDOW_BYTES;
    this.queuedBytes -= size;
    if (wasFull && this.queuedBytes < WINDOW_BYTES) this.handlers?.onDrain?.();
  }

  private shut(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onEnded();
    this.handlers?.onClose();
  }

  private later(task: () => void): void {
    this.options.clock.schedule(this.options.latencyMs, task);
  }
}

function keyOf({ host, port }: Address): string {
  return `${host}:${port}`;
}
