/** The network port: streams of bytes between nodes. */

export interface Address {
  host: string;
  port: number;
}

/** One end of an open stream. A chunk given to `onData` is the receiver's to keep. */
export interface Connection {
  readonly remote: Address;
  /** The handlers are set once, before the next turn. `onClose` is called exactly once, with the error if there was one. */
  handle(handlers: {
    onData(chunk: Buffer): void;
    onClose(error?: Error): void;
    onDrain?(): void;
  }): void;
  /** Queues the buffers to be sent in order; the caller gives them away. Returns false while the peer does not keep up. */
  write(buffers: readonly Uint8Array[]): boolean;
  /** Bytes queued and not yet taken by the kernel. */
  readonly queuedBytes: number;
  pause(): void;
  resume(): void;
  /** Sends what is queued, then closes. */
  end(): void;
  /** Closes at once; what is queued is lost. */
  destroy(): void;
}

export interface Listener {
  readonly address: Address;
  close(): Promise<void>;
}

export interface Network {
  /** Listens; port 0 takes a free one. Rejects with `EngineError` code `PORT_TAKEN` or `LISTEN_FAILED`. */
  listen(address: Address, onConnection: (connection: Connection) => void): Promise<Listener>;
  /** Connects, or rejects with `EngineError` code `CONNECT_FAILED`. */
  connect(address: Address): Promise<Connection>;
}
