/** Zigzag variable-length integers (the ones of records, not of flexible messages): writing, and their encoded size. */

const PAYLOAD = 0x80;

/** Bytes that `value` takes; any safe integer. */
export function varintSize(value: number): number {
  let zigzag = zigzagOf(value);
  let size = 1;
  while (zigzag >= PAYLOAD) {
    zigzag = Math.floor(zigzag / PAYLOAD);
    size += 1;
  }
  return size;
}

/** Writes `value` at `at` and returns the position after it; the room is the caller's affair. */
export function writeVarint(buffer: Buffer, value: number, at: number): number {
  let zigzag = zigzagOf(value);
  let position = at;
  while (zigzag >= PAYLOAD) {
    buffer[position] = (zigzag % PAYLOAD) | PAYLOAD;
    zigzag = Math.floor(zigzag / PAYLOAD);
    position += 1;
  }
  buffer[position] = zigzag;
  return position + 1;
}

/** Timestamps exceed 32 bits, so arithmetic instead of shifts; twice a safe integer is still exact as a double. */
function zigzagOf(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
