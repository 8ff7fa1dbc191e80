/** Gathers those who wait for a flush: one flush for all of them, at once when there was none for a while. */

import type { Clock } from '../base/ports/clock.ts';

export class FlushTimer {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #flush: () => void;
  #next: Promise<void> | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, intervalMs: number, flush: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#flush = flush;
  }

  /** Settles with the first flush that begins after this call. */
  next(): Promise<void> {
    this.#next ??= new Promise((resolve, reject) => {
      const delayMs = Math.max(0, this.#lastAt + this.#intervalMs - this.#clock.monotonic());
      this.#clock.schedule(delayMs, () => {
        this.#next = undefined;
        this.#lastAt = this.#clock.monotonic();
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
