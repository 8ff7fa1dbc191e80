/** What LZ4 and snappy decoders write to: two bounded copies, so that no input can reach outside the target. */

import { corruptRecords } from './corrupt.ts';

/** Below this a loop beats the call into native code. */
const NATIVE_COPY_MIN = 32;

/** A decoder's target: at most `sizeMax` bytes, of which `size` are there. */
export class DecodeTarget {
  readonly bytes: Buffer;
  size = 0;

  constructor(sizeMax: number) {
    this.bytes = Buffer.allocUnsafe(sizeMax);
  }

  /** Appends `length` bytes of `source` from `at`. */
  copyLiteral(source: Buffer, at: number, length: number): void {
    const { bytes, size } = this;
    if (at + length > source.length || size + length > bytes.length) throw overrun();
    if (length > NATIVE_COPY_MIN) source.copy(bytes, size, at, at + length);
    else for (let i = 0; i < length; i += 1) bytes[size + i] = source[at + i]!;
    this.size = size + length;
  }

  /** Appends `length` bytes from `distance` before the end; where the two overlap, the bytes repeat. */
  copyMatch(distance: number, length: number): void {
    const { bytes, size } = this;
    const from = size - distance;
    if (distance === 0 || from < 0 || size + length > bytes.length) throw overrun();
    if (length > NATIVE_COPY_MIN && distance >= length) bytes.copyWithin(size, from, from + length);
    else for (let i = 0; i < length; i += 1) bytes[size + i] = bytes[from + i]!;
    this.size = size + length;
  }
}

function overrun(): Error {
  return corruptRecords(
    'A compressed block refers to bytes outside itself or decodes to too many.',
  );
}
