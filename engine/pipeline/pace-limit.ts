/** Lets so many records a second through, smoothly: a token bucket that holds a tenth of a second at most. */

import type { Clock, Timer } from '../base/ports/clock.ts';

export class PaceLimit {
  readonly #clock: Clock;
  readonly #perMs: number;
  /** When all that was let through would have been due. */
  #paidUntil: number;
  readonly #waiting = new Map<() => void, Timer>();
  #isClosed = false;

  constructor(clock: Clock, ratePerSecond: number) {
    this.#clock = clock;
    this.#perMs = ratePerSecond / 1000;
    this.#paidUntil = clock.monotonic();
  }

  /** How many records at once keep the pace smooth: ten steps a second, or one record. */
  get stepSize(): number {
    return Math.min(Math.max(Math.floor(this.#perMs * 100), 1), 1000);
  }

  /** Resolves when `count` more may go; callers go in turn. */
  async take(count: number): Promise<void> {
    const now = this.#clock.monotonic();
    const start = Math.max(this.#paidUntil, now - 100);
    this.#paidUntil = start + count / this.#perMs;
    const waitMs = this.#paidUntil - now;
    if (waitMs <= 0 || this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        this.#waiting.delete(go);
        resolve();
      };
      this.#waiting.set(go, this.#clock.schedule(waitMs, go));
    });
  }

  /** Lets everyone go who waits. */
  close(): void {
    this.#isClosed = true;
    for (const [go, timer] of this.#waiting) {
      timer.cancel();
      go();
    }
  }
}
