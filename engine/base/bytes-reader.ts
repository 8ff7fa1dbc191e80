/** Reads big-endian numbers, varints, text and views out of one buffer, never past its end. */

import { EngineError } from './errors.ts';

/** Kafka's `Long.MAX_VALUE` and `Long.MIN_VALUE` as the numbers that stand for them. */
export const INT64_MAX = 2 ** 63;
export const INT64_MIN = -(2 ** 63);

/** The zero UUID, which means "none" in Kafka's messages. */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';

/** The bytes are not what the format says. Caught where the bytes came in: a connection, a file. */
export class MalformedBytesError extends EngineError {
  override name = 'MalformedBytesError';

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('MALFORMED_BYTES', message, options);
  }
}

/** Bytes and strings are views or copies of `buffer` between `position` and `end`; each read moves `position`. */
export class ByteReader {
  readonly buffer: Buffer;
  readonly end: number;
  position: number;
  /** How many more list elements may be read; a limit keeps a frame of tiny elements from filling the memory. */
  elementsLeft: number = Number.POSITIVE_INFINITY;

  constructor(buffer: Buffer, start = 0, end: number = buffer.length) {
    this.buffer = buffer;
    this.position = start;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.position;
  }

  /** Moves past `length` bytes and returns where they began. */
  take(length: number): number {
    const start = this.position;
    // The first comparison also refuses NaN.
    if (!(length >= 0) || length > this.end - start) throw this.#tooShort(length);
    this.position = start + length;
    return start;
  }

  skip(length: number): void {
    this.take(length);
  }

  int8(): number {
    return (this.buffer[this.take(1)]! << 24) >> 24;
  }

  uint8(): number {
    return this.buffer[this.take(1)]!;
  }

  bool(): boolean {
    return this.buffer[this.take(1)] !== 0;
  }

  int16(): number {
    const at = this.take(2);
    return ((this.buffer[at]! << 24) >> 16) | this.buffer[at + 1]!;
  }

  uint16(): number {
    const at = this.take(2);
    return (this.buffer[at]! << 8) | this.buffer[at + 1]!;
  }

  int32(): number {
    const { buffer } = this;
    const at = this.take(4);
    return (buffer[at]! << 24) | (buffer[at + 1]! << 16) | (buffer[at + 2]! << 8) | buffer[at + 3]!;
  }

  uint32(): number {
    return this.int32() >>> 0;
  }

  /** A number that is exact, or one of the two ends of the range; all between is refused. */
  int64(): number {
    if (this.remaining < 8) throw this.#tooShort(8);
    const high = this.int32();
    const low = this.uint32();
    if (high >= -0x200000 && high < 0x200000) return high * 0x1_0000_0000 + low;
    if (high === 0x7fff_ffff && low === 0xffff_ffff) return INT64_MAX;
    if (high === -0x8000_0000 && low === 0) return INT64_MIN;
    throw new MalformedBytesError(
      `The 64-bit number at byte ${this.position - 8} is outside of ±2^53.`,
    );
  }

  /** All 64 bits. */
  bigInt64(): bigint {
    return this.buffer.readBigInt64BE(this.take(8));
  }

  float64(): number {
    return this.buffer.readDoubleBE(this.take(8));
  }

  /** An unsigned varint of at most 32 bits. */
  uvarint(): number {
    const { buffer, end } = this;
    let at = this.position;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (at >= end) throw this.#tooShort(1);
      const byte = buffer[at++]!;
      if (shift === 28 && byte > 0x0f) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.position = at;
        return value >>> 0;
      }
    }
    throw new MalformedBytesError(`The varint at byte ${this.position} is longer than 32 bits.`);
  }

  /** A zigzag varint of 32 bits. */
  varint(): number {
    const raw = this.uvarint();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** A zigzag varint of 64 bits, refused outside of ±2^53. */
  varlong(): number {
    const start = this.position;
    let half = 0;
    let scale = 0.5;
    let odd = false;
    for (let count = 0; count < 10; count++) {
      const byte = this.uint8();
      if (count === 0) {
        odd = (byte & 1) === 1;
        half = (byte & 0x7f) >> 1;
      } else half += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) {
        if (half > Number.MAX_SAFE_INTEGER) break;
        return odd ? -half - 1 : half;
      }
    }
    throw new MalformedBytesError(`The varint at byte ${start} is outside of ±2^53.`);
  }

  /** A view of the next `length` bytes; it shares memory with the buffer. */
  bytes(length: number): Buffer {
    const at = this.take(length);
    return this.buffer.subarray(at, at + length);
  }

  /** The next `length` bytes as UTF-8. */
  text(length: number): string {
    const at = this.take(length);
    return length === 0 ? '' : this.buffer.toString('utf8', at, at + length);
  }

  /** 16 bytes as Kafka's text form: 22 characters of URL-safe base64. */
  uuid(): string {
    const at = this.take(16);
    return this.buffer.toString('base64url', at, at + 16);
  }

  /** Refuses a count of elements that cannot be in what remains, before anything is allocated for it. */
  checkCount(count: number, elementSizeMin: number): number {
    if (count < 0 || count * elementSizeMin > this.remaining) {
      throw new MalformedBytesError(
        `A list at byte ${this.position} claims ${count} elements, but only ${this.remaining} bytes remain.`,
      );
    }
    this.elementsLeft -= count;
    if (this.elementsLeft < 0) {
      throw new MalformedBytesError(
        `The lists up to byte ${this.position} have too many elements.`,
      );
    }
    return count;
  }

  #tooShort(length: number): MalformedBytesError {
    return new MalformedBytesError(
      length < 0
        ? `A length at byte ${this.position} is negative (${length}).`
        : `${length} bytes were expected at byte ${this.position}, but only ${this.remaining} remain.`,
    );
  }
}
