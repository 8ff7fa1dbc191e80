/** A fetch that waits: until enough bytes came, time has passed, something changed, or another request came behind it. */

import type { Clock, Timer } from '../../base/ports/clock.ts';
import type { Partition, PartitionWatcher } from '../../replication/partition/partition.ts';
import type { ClientConnection } from '../server/client-connection.ts';

export interface ParkedFetchOptions {
  readonly clock: Clock;
  readonly client: ClientConnection;
  readonly partitions: readonly Partition[];
  /** Followers are served by what was appended, consumers by what was committed. */
  readonly progress: 'appended' | 'committed';
  readonly bytesWanted: number;
  readonly waitMs: number;
}

/** Resolves when it is time to read again and answer. */
export function parkFetch(options: ParkedFetchOptions): Promise<void> {
  return new Promise((resolve) => new ParkedFetch(options, resolve).start());
}

class ParkedFetch implements PartitionWatcher {
  readonly #options: ParkedFetchOptions;
  readonly #resolve: () => void;
  #timer: Timer | undefined;
  #bytes = 0;

  constructor(options: ParkedFetchOptions, resolve: () => void) {
    this.#options = options;
    this.#resolve = resolve;
  }

  start(): void {
    const { clock, client, partitions, waitMs } = this.#options;
    this.#timer = clock.schedule(waitMs, () => this.#finish());
    for (const partition of partitions) partition.watch(this);
    client.onNextRequest = () => this.#finish();
  }

  onProgress(kind: 'appended' | 'committed', bytes: number): void {
    if (kind !== this.#options.progress) return;
    this.#bytes += bytes;
    if (this.#bytes >= this.#options.bytesWanted) this.#finish();
  }

  onChange(): void {
    this.#finish();
  }

  #finish(): void {
    if (!this.#timer) return;
    this.#timer.cancel();
    this.#timer = undefined;
    for (const partition of this.#options.partitions) partition.unwatch(this);
    this.#options.client.onNextRequest = undefined;
    this.#resolve();
  }
}
