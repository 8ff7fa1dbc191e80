/** One timer per key, set to the earliest time at which the key's part of the state has to be looked at. */

import type { Clock, Millis, Timer } from '../base/ports/clock.ts';

/** Deadlines that move away cost nothing: the timer rings early, and is set again. */
export class Alarms {
  private readonly clock: Clock;
  private readonly ring: (key: string) => void;
  private readonly set = new Map<string, { readonly at: Millis; readonly timer: Timer }>();

  constructor(clock: Clock, ring: (key: string) => void) {
    this.clock = clock;
    this.ring = ring;
  }

  /** Rings at `dueAt` at the latest; undefined cancels. */
  update(key: string, dueAt: Millis | undefined): void {
    const current = this.set.get(key);
    if (current !== undefined) {
      if (dueAt !== undefined && dueAt >= current.at) return;
      current.timer.cancel();
      this.set.delete(key);
    }
    if (dueAt === undefined) return;
    const timer = this.clock.schedule(Math.max(0, dueAt - this.clock.monotonic()), () => {
      this.set.delete(key);
      this.ring(key);
    });
    this.set.set(key, { at: dueAt, timer });
  }

  cancelAll(): void {
    for (const { timer } of this.set.values()) timer.cancel();
    this.set.clear();
  }
}
