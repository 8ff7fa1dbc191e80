/** A clock that stands still until it is told to go on; everything due on the way runs, in order of time. */

import { assert } from '../../assert.ts';
import type { Clock, Millis, Timer } from '../clock.ts';

interface Pending {
  readonly at: Millis;
  readonly task: () => void;
}

export class ManualClock implements Clock {
  private readonly wallOffset: Millis;
  private elapsed: Millis = 0;
  private pending: Pending[] = [];

  /** `startMs` is the wall clock's time at the beginning. */
  constructor(startMs: Millis = 1_700_000_000_000) {
    this.wallOffset = startMs;
  }

  now(): Millis {
    return this.wallOffset + this.elapsed;
  }

  monotonic(): Millis {
    return this.elapsed;
  }

  schedule(delayMs: Millis, task: () => void): Timer {
    const entry: Pending = { at: this.elapsed + Math.max(0, delayMs), task };
    const later = this.pending.findIndex(({ at }) => at > entry.at);
    this.pending.splice(later === -1 ? this.pending.length : later, 0, entry);
    return {
      cancel: () => {
        this.pending = this.pending.filter((other) => other !== entry);
      },
    };
  }

  defer(task: () => void): void {
    this.schedule(0, task);
  }

  /** Lets `ms` pass. Tasks that running tasks schedule within that time run too. */
  advance(ms: Millis): void {
    assert(ms >= 0, 'Time does not go back.');
    const end = this.elapsed + ms;
    for (let next = this.takeDue(end); next !== undefined; next = this.takeDue(end)) {
      this.elapsed = next.at;
      next.task();
    }
    this.elapsed = end;
  }

  /** Timers not yet run or cancelled. */
  get pendingCount(): number {
    return this.pending.length;
  }

  private takeDue(end: Millis): Pending | undefined {
    const [first] = this.pending;
    if (first === undefined || first.at > end) return undefined;
    this.pending.shift();
    return first;
  }
}
