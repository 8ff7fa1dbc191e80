/** Big-endian 64-bit integers as JavaScript numbers; exact up to 2^53, which is all that offsets and timestamps need. */

const HIGH_WORD = 0x1_0000_0000;

export function readInt64(buffer: Buffer, at: number): number {
  return buffer.readInt32BE(at) * HIGH_WORD + buffer.readUInt32BE(at + 4);
}

export function writeInt64(buffer: Buffer, value: number, at: number): void {
  buffer.writeInt32BE(Math.floor(value / HIGH_WORD), at);
  buffer.writeUInt32BE(value >>> 0, at + 4);
}
