/** Gathers those who wait for a flush: one flush for all of them, at most every so often. */

import type { Clock } from '../base/ports/clock.ts';

export class FlushTimer {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #flush: () => void;
  #next: Promise<void> | undefined;

  constructor(clock: Clock, intervalMs: number, flush: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#flush = flush;
  }

  /** Settles with the first flush that begins after this call. */
  next(): Promise<void> {
    this.#next ??= new Promise((resolve, reject) => {
      this.#clock.schedule(this.#intervalMs, () => {
        this.#next = undefined;
        try {
          this.#flush();
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    return this.#next;
  }
}
