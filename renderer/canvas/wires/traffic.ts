/** Records on their way along a wire: each dot is one record, or one of many when they are too many to see. Pure numbers. */

/** In pixels of the canvas a second. */
export const PACE = 150;
const DOTS_PER_SECOND_MAX = 14;
const GAP_MS = 60;
const DOTS_MAX = 64;
/** Records that wait longer than this to be shown are let go, so that a dot means now. */
const WAIT_MAX = 3;

/** A wire's dots, by how far each has come. */
export class Traffic {
  /** How many records one dot stands for. */
  sample = 1;
  private readonly dots: number[] = [];
  private counted = Number.NaN;
  private waiting = 0;
  private sinceDotMs = GAP_MS;

  /** Tells how many records have passed in all, and how many do so a second. */
  count(records: number, rate: number): void {
    this.sample = sampleFor(rate);
    if (Number.isNaN(records)) return;
    // Fewer than before: the part was started again.
    if (records >= this.counted) this.waiting += (records - this.counted) / this.sample;
    this.counted = records;
    this.waiting = Math.min(this.waiting, WAIT_MAX);
  }

  /** Moves all dots on; says whether there is something to see or to come. */
  step(dtMs: number, length: number): boolean {
    this.sinceDotMs += dtMs;
    const pace = (PACE * dtMs) / 1000;
    for (let index = 0; index < this.dots.length; index++)
      this.dots[index] = (this.dots[index] ?? 0) + pace;
    while (this.dots.length > 0 && (this.dots[0] ?? 0) > length) this.dots.shift();
    if (this.waiting >= 1 && this.sinceDotMs >= GAP_MS && this.dots.length < DOTS_MAX) {
      this.dots.push(0);
      this.waiting -= 1;
      this.sinceDotMs = 0;
    }
    return this.dots.length > 0 || this.waiting >= 1;
  }

  /** How far each dot has come, the farthest first. */
  distances(): readonly number[] {
    return this.dots;
  }

  clear(): void {
    this.dots.length = 0;
    this.waiting = 0;
  }
}

/** 1, 10, 50, 100, 500, … records a dot, so that a wire never carries more dots than an eye can tell apart. */
export function sampleFor(rate: number): number {
  if (!(rate > DOTS_PER_SECOND_MAX)) return 1;
  for (let power = 10; ; power *= 10) {
    if (rate / power <= DOTS_PER_SECOND_MAX) return power;
    if (rate / (power * 5) <= DOTS_PER_SECOND_MAX) return power * 5;
  }
}
