/** How many things are due at a steady rate: smooth, without drift, and without a burst after a pause. */

import type { Clock, Millis } from '../base/ports/clock.ts';

/** Between two batches at high rates. */
const TICK_MS = 20;
/** What was not done in this time is let go: a slow cluster gets a lower rate, not a flood afterwards. */
const ARREARS_MS = 500;

export class Pacer {
  readonly #clock: Clock;
  readonly #perMs: number;
  /** The time up to which everything due has been taken. */
  #takenUntil: Millis;

  constructor(clock: Clock, ratePerSecond: number) {
    this.#clock = clock;
    this.#perMs = ratePerSecond / 1000;
    // The first is due at once.
    this.#takenUntil = clock.monotonic() - 1 / this.#perMs;
  }

  /** How many are due now, at most `max`; they count as done. */
  take(max: number): number {
    const now = this.#clock.monotonic();
    const arrears = Math.max(ARREARS_MS, 1 / this.#perMs);
    this.#takenUntil = Math.max(this.#takenUntil, now - arrears);
    // A hair more, since the sum of many steps falls short of the whole by rounding.
    const due = Math.floor((now - this.#takenUntil) * this.#perMs + 1e-6);
    const count = Math.min(due, max);
    this.#takenUntil += count / this.#perMs;
    return count;
  }

  /** How long until it is worth asking again; 0 while more is due than was taken. */
  waitMs(): Millis {
    const next = this.#takenUntil + 1 / this.#perMs - this.#clock.monotonic();
    return next <= 0 ? 0 : Math.max(next, TICK_MS);
  }

  /** Starts again from now: the time of a pause does not count. */
  restart(): void {
    this.#takenUntil = this.#clock.monotonic();
  }
}
