/** Producers that wait until the high watermark has passed what they wrote. Offsets only rise, so the first is the next. */

import { ErrorCode } from '../../protocol/error-codes.ts';

/** Called once: with `NONE` when it is committed, else with why it will not be. */
export type OnCommitted = (error: ErrorCode) => void;

interface Waiter {
  /** Committed when the high watermark is at least this. */
  readonly offset: number;
  readonly deadline: number;
  done: OnCommitted;
}

export class CommitWaiters {
  #waiters: Waiter[] = [];
  #first = 0;

  get size(): number {
    return this.#waiters.length - this.#first;
  }

  /** Offsets must not go down from one call to the next. */
  add(offset: number, deadline: number, done: OnCommitted): void {
    this.#waiters.push({ offset, deadline, done });
  }

  /** Lets go everybody whose offset is at or below the high watermark. */
  release(highWatermark: number): void {
    while (
      this.#first < this.#waiters.length &&
      this.#waiters[this.#first]!.offset <= highWatermark
    ) {
      this.#waiters[this.#first++]!.done(ErrorCode.NONE);
    }
    this.#compact();
  }

  /** Lets go everybody whose time is over. */
  expire(now: number): void {
    const expired: Waiter[] = [];
    this.#waiters = this.#waiters.slice(this.#first).filter((waiter) => {
      if (waiter.deadline > now) return true;
      expired.push(waiter);
      return false;
    });
    this.#first = 0;
    for (const waiter of expired) waiter.done(ErrorCode.REQUEST_TIMED_OUT);
  }

  /** Lets go everybody, because this broker can no longer promise anything. */
  fail(error: ErrorCode): void {
    const waiters = this.#waiters.slice(this.#first);
    this.#waiters = [];
    this.#first = 0;
    for (const waiter of waiters) waiter.done(error);
  }

  #compact(): void {
    if (this.#first === this.#waiters.length) {
      this.#waiters = [];
      this.#first = 0;
    } else if (this.#first > 1024) {
      this.#waiters = this.#waiters.slice(this.#first);
      this.#first = 0;
    }
  }
}
