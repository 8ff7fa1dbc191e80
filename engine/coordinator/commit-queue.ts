/** Replies that wait until the high watermark has passed the records that they stand for. */

import type { Clock, Millis, Timer } from '../base/ports/clock.ts';
import { TIMED_OUT, type Refusal } from './refusal.ts';

interface Waiting {
  readonly offset: number;
  readonly deadline: Millis;
  readonly send: () => void;
  readonly refuse: (refusal: Refusal) => void;
}

/** First in, first out: offsets and deadlines both rise. */
export class CommitQueue {
  private readonly clock: Clock;
  private readonly timeoutMs: Millis;
  private waiting: Waiting[] = [];
  private committedOffset: number;
  private timer: Timer | undefined;

  /** `committedOffset` is the last offset known to be committed. */
  constructor(options: { clock: Clock; timeoutMs: Millis; committedOffset: number }) {
    this.clock = options.clock;
    this.timeoutMs = options.timeoutMs;
    this.committedOffset = options.committedOffset;
  }

  /** Calls `send` at once when `offset` is committed, or as soon as it is. */
  wait(offset: number, send: () => void, refuse: (refusal: Refusal) => void): void {
    if (offset <= this.committedOffset) {
      send();
      return;
    }
    this.waiting.push({ offset, deadline: this.clock.monotonic() + this.timeoutMs, send, refuse });
    this.arm();
  }

  committed(offset: number): void {
    this.committedOffset = Math.max(this.committedOffset, offset);
    const ready = this.takeWhile((waiting) => waiting.offset <= this.committedOffset);
    for (const { send } of ready) send();
  }

  refuseAll(refusal: Refusal): void {
    const all = this.takeWhile(() => true);
    for (const { refuse } of all) refuse(refusal);
  }

  private takeWhile(isTaken: (waiting: Waiting) => boolean): Waiting[] {
    const firstKept = this.waiting.findIndex((waiting) => !isTaken(waiting));
    const taken = firstKept === -1 ? this.waiting : this.waiting.slice(0, firstKept);
    this.waiting = firstKept === -1 ? [] : this.waiting.slice(firstKept);
    if (this.waiting.length === 0) {
      this.timer?.cancel();
      this.timer = undefined;
    }
    return taken;
  }

  private arm(): void {
    const [first] = this.waiting;
    if (first === undefined || this.timer !== undefined) return;
    const delayMs = Math.max(0, first.deadline - this.clock.monotonic());
    this.timer = this.clock.schedule(delayMs, () => {
      this.timer = undefined;
      const now = this.clock.monotonic();
      const late = this.takeWhile(({ deadline }) => deadline <= now);
      this.arm();
      for (const { refuse } of late) refuse(TIMED_OUT);
    });
  }
}
