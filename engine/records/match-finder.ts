/** Finds what repeats in a block, greedily: the common part of the LZ4 and snappy encoders. */

/** The shortest repetition that is worth a reference in either format. */
export const MATCH_MIN = 4;
/** References of both formats reach back so far at most. */
const DISTANCE_MAX = 65_535;
/** LZ4 wants its last match to begin 12 bytes before the end, and its last 5 bytes to be literals. */
const NO_MATCH_BYTES = 12;
const LITERALS_AT_END = 5;
const HASH_BITS = 14;
/** Every so many misses the search takes larger steps, so that what does not repeat costs little. */
const MISSES_SHIFT = 6;

/** The last position of each hash in the block that is being searched. */
let positions: Int32Array | undefined;

export type OnMatch = (at: number, distance: number, length: number) => void;

/** Calls `onMatch` for each repetition, in order and without overlaps; what lies between is literal. */
export function forEachMatch(block: Buffer, onMatch: OnMatch): void {
  const table = (positions ??= new Int32Array(1 << HASH_BITS));
  table.fill(-1);
  const searchEnd = block.length - NO_MATCH_BYTES;
  let at = 0;
  let misses = 0;
  while (at <= searchEnd) {
    const word = wordAt(block, at);
    const slot = Math.imul(word, 0x9e37_79b1) >>> (32 - HASH_BITS);
    const candidate = table[slot]!;
    table[slot] = at;
    if (candidate < 0 || at - candidate > DISTANCE_MAX || wordAt(block, candidate) !== word) {
      at += 1 + (misses++ >> MISSES_SHIFT);
      continue;
    }
    const length = matchLength(block, candidate, at);
    onMatch(at, at - candidate, length);
    at += length;
    misses = 0;
  }
}

function wordAt(block: Buffer, at: number): number {
  return block[at]! | (block[at + 1]! << 8) | (block[at + 2]! << 16) | (block[at + 3]! << 24);
}

function matchLength(block: Buffer, earlier: number, at: number): number {
  const end = block.length - LITERALS_AT_END;
  let length = MATCH_MIN;
  while (at + length < end && block[earlier + length] === block[at + length]) length += 1;
  return length;
}
