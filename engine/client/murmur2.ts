/** The hash by which Kafka's Java clients choose the partition of a key (MurmurHash2, 32 bits, seed 0x9747b28c). */

const SEED = 0x9747b28c;
const MULTIPLIER = 0x5bd1e995;
const ROTATION = 24;

/** A signed 32-bit hash, equal to the one of the Java client for every input. */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const wordsEnd = length & ~3;
  let hash = SEED ^ length;
  for (let at = 0; at < wordsEnd; at += 4) {
    let word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    word = Math.imul(word, MULTIPLIER);
    word ^= word >>> ROTATION;
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER);
  }
  hash = mixRest(hash, bytes, wordsEnd);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, MULTIPLIER);
  return hash ^ (hash >>> 15);
}

/** The last one to three bytes. */
function mixRest(start: number, bytes: Uint8Array, wordsEnd: number): number {
  const rest = bytes.length - wordsEnd;
  if (rest === 0) return start;
  let hash = start;
  if (rest === 3) hash ^= bytes[wordsEnd + 2]! << 16;
  if (rest >= 2) hash ^= bytes[wordsEnd + 1]! << 8;
  hash ^= bytes[wordsEnd]!;
  return Math.imul(hash, MULTIPLIER);
}
