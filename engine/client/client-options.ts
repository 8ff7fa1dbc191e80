/** How a client finds its cluster and behaves towards it. */

import type { Ports } from '../base/ports/ports.ts';

export interface LogEntry {
  level: 'error' | 'warning' | 'info';
  message: string;
}

export type SaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

export interface Security {
  /** TLS; an object carries certificates and the like for `node:tls`. */
  tls?: boolean | { ca?: string; cert?: string; key?: string; rejectUnauthorized?: boolean };
  sasl?: { mechanism: SaslMechanism; username: string; password: string };
}

export type ClientPorts = Pick<Ports, 'clock' | 'network' | 'random'>;

export interface ClientOptions {
  /** `host:port`, several with commas between. */
  bootstrap: string;
  clientId: string;
  ports: ClientPorts;
  security?: Security;
  /** What the library wants to tell; by default nobody hears it. */
  onLog?: (entry: LogEntry) => void;
  /** A single request is given up after this time. By default 30 s. */
  requestTimeoutMs?: number;
  /** What may pass is tried again for this long. By default 60 s. */
  retryTimeoutMs?: number;
}
