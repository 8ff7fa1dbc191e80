/** Chance among things. */

import { type Random, randomInt } from '../base/ports/random.ts';

/** One of the items, or undefined when there is none. */
export function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[randomInt(random, items.length)];
}
