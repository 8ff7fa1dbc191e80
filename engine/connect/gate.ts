/** Where a loop waits: for a while, or as long as it is held; closing it lets everyone go at once. */

import type { Clock, Timer } from '../base/ports/clock.ts';

export class Gate {
  readonly #clock: Clock;
  #isHeld = false;
  #isClosed = false;
  #waiting: (() => void)[] = [];
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** Resolves after `delayMs`, and not before the gate is open. For one loop at a time. */
  async pass(delayMs: number): Promise<void> {
    if (this.#isClosed) return;
    if (delayMs > 0) {
      await this.#wait((go) => {
        this.#timer = this.#clock.schedule(delayMs, go);
      });
    }
    while (this.#isHeld && !this.#isClosed) await this.#wait(() => undefined);
  }

  #wait(arm: (go: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      arm(resolve);
    });
  }

  #wake(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (const go of this.#waiting.splice(0)) go();
  }
}
