/** Chooses the partition of a record as Kafka's own clients do. */

import { assert } from '../base/assert.ts';
import { randomInt, type Random } from '../base/ports/random.ts';
import { murmur2 } from './murmur2.ts';

/** The same key always goes to the same partition, as long as the number of partitions stays. */
export function partitionOfKey(key: Uint8Array, partitionCount: number): number {
  assert(partitionCount > 0, 'A topic has at least one partition.');
  return (murmur2(key) & 0x7fff_ffff) % partitionCount;
}

/**
 * Records without a key stay with one partition until its batch is full, then move on (KIP-480): larger
 * batches than one partition after the other, and over time as even.
 */
export class StickyPartitions {
  readonly #random: Random;
  readonly #current = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** `available` are the partitions with a leader; it is not empty. */
  partitionFor(topic: string, available: readonly number[]): number {
    const current = this.#current.get(topic);
    if (current !== undefined && available.includes(current)) return current;
    return this.#choose(topic, available);
  }

  /** The batch is full or sent: the next record begins another, in another partition where there is one. */
  moveOn(topic: string, available: readonly number[]): void {
    const current = this.#current.get(topic);
    const others = available.filter((partition) => partition !== current);
    this.#choose(topic, others.length > 0 ? others : available);
  }

  #choose(topic: string, candidates: readonly number[]): number {
    assert(candidates.length > 0, 'A record needs a partition to go to.');
    const chosen = candidates[randomInt(this.#random, candidates.length)]!;
    this.#current.set(topic, chosen);
    return chosen;
  }
}
