/** What a running connector looks like from outside, source or sink. */

import type { Config } from '../contract/fields.ts';
import type { Ports } from '../base/ports/ports.ts';
import type { ClusterClient } from '../client/cluster-client.ts';

export interface ConnectCounters {
  recordsIn: number;
  recordsOut: number;
}

export interface ConnectTask {
  /** A source's records come out of it, a sink's go into it. */
  readonly counters: Readonly<ConnectCounters>;
  /** What it is doing, when that is not plain to see; else empty. */
  status(): string;
  /** Resolves when it has ended by itself or by `close`; rejects with what ended it. */
  readonly done: Promise<void>;
  pause(): void;
  resume(): void;
  /** What was read is delivered, what was delivered is remembered. */
  close(): Promise<void>;
  /** Nobody waits for `close` any more: what it does from now on may change nothing that another task relies on. */
  abandon(): void;
}

export interface ConnectTaskOptions {
  readonly name: string;
  readonly clientId: string;
  readonly config: Config;
  readonly client: ClusterClient;
  readonly ports: Pick<Ports, 'clock' | 'random' | 'disk'>;
  readonly filesDirectory: string;
  readonly stateDirectory: string;
}
