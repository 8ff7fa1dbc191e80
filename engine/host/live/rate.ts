/** A rate of a counter that only rises, over about the last second. */

const WINDOW_MS = 1000;

export class Rate {
  #at = -1;
  #count = 0;
  #perSecond = 0;

  get perSecond(): number {
    return this.#perSecond;
  }

  /** Takes the counter as it is at `now` (monotonic ms); a counter that went back has begun anew. */
  note(count: number, now: number): number {
    if (this.#at < 0 || count < this.#count) {
      this.#at = now;
      this.#count = count;
      this.#perSecond = 0;
      return 0;
    }
    const elapsed = now - this.#at;
    if (elapsed < 100) return this.#perSecond;
    const latest = ((count - this.#count) * 1000) / elapsed;
    const weight = Math.min(1, elapsed / WINDOW_MS);
    this.#perSecond = this.#perSecond * (1 - weight) + latest * weight;
    if (this.#perSecond < 0.01) this.#perSecond = 0;
    this.#at = now;
    this.#count = count;
    return this.#perSecond;
  }
}
