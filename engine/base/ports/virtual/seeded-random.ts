/** Chance that repeats: the same seed gives the same numbers. */

import type { Random } from '../random.ts';

/** Marsaglia's xorshift of 32 bits, started from a hash of the seed: plenty for tests, useless for secrets. */
export class SeededRandom implements Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) >>> 0 || 1;
  }

  next(): number {
    let state = this.state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state >>> 0;
    return this.state / 0x1_0000_0000;
  }

  bytes(size: number): Buffer {
    return Buffer.from(Array.from({ length: size }, () => Math.floor(this.next() * 256)));
  }
}
