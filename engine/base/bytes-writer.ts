/** Writes big-endian numbers, varints, text and whole buffers into as few chunks as possible. */

import { assert } from './assert.ts';
import { INT64_MAX, INT64_MIN } from './bytes-reader.ts';

const SLAB_SIZE = 64 * 1024;
/** A rest smaller than this is not worth keeping for the next writer. */
const SLAB_REST_MIN = 512;
/** Foreign buffers up to this size are copied; larger ones become chunks of their own. */
const COPY_SIZE_MAX = 1024;

/** What the last finished writer left of its slab; a second writer alive at the same time takes a new one. */
let spare: Buffer | undefined;

/** Append only; `finish` gives the chunks away, after which the writer must not be used. */
export class ByteWriter {
  #buffer: Buffer;
  /** Where the chunk being written begins in `#buffer`. */
  #start = 0;
  #position = 0;
  readonly #chunks: Buffer[] = [];
  #chunkBytes = 0;

  constructor() {
    this.#buffer = spare ?? Buffer.allocUnsafeSlow(SLAB_SIZE);
    spare = undefined;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#chunkBytes + this.#position - this.#start;
  }

  int8(value: number): void {
    assert(value >= -0x80 && value <= 0x7f, 'An int8 is between -128 and 127.');
    const at = this.#take(1);
    this.#buffer[at] = value;
  }

  uint8(value: number): void {
    assert(value >= 0 && value <= 0xff, 'A uint8 is between 0 and 255.');
    const at = this.#take(1);
    this.#buffer[at] = value;
  }

  bool(value: boolean): void {
    const at = this.#take(1);
    this.#buffer[at] = value ? 1 : 0;
  }

  int16(value: number): void {
    assert(value >= -0x8000 && value <= 0x7fff, 'An int16 is between -32768 and 32767.');
    this.#put16(value);
  }

  uint16(value: number): void {
    assert(value >= 0 && value <= 0xffff, 'A uint16 is between 0 and 65535.');
    this.#put16(value);
  }

  int32(value: number): void {
    assert(value >= -0x8000_0000 && value <= 0x7fff_ffff, 'An int32 is within 32 bits.');
    this.#put32(value);
  }

  uint32(value: number): void {
    assert(value >= 0 && value <= 0xffff_ffff, 'A uint32 is within 32 bits.');
    this.#put32(value);
  }

  int64(value: number): void {
    if (Number.isSafeInteger(value)) {
      this.#put32(Math.floor(value / 0x1_0000_0000));
      this.#put32(value % 0x1_0000_0000);
      return;
    }
    assert(value === INT64_MAX || value === INT64_MIN, 'An int64 is a safe integer.');
    this.#put32(value === INT64_MAX ? 0x7fff_ffff : -0x8000_0000);
    this.#put32(value === INT64_MAX ? -1 : 0);
  }

  bigInt64(value: bigint): void {
    const at = this.#take(8);
    this.#buffer.writeBigInt64BE(value, at);
  }

  float64(value: number): void {
    const at = this.#take(8);
    this.#buffer.writeDoubleBE(value, at);
  }

  uvarint(value: number): void {
    assert(value >= 0 && value <= 0xffff_ffff, 'An unsigned varint is within 32 bits.');
    let rest = value;
    let at = this.#take(5);
    const buffer = this.#buffer;
    while (rest > 0x7f) {
      buffer[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[at++] = rest;
    this.#position = at;
  }

  /** A zigzag varint of 32 bits. */
  varint(value: number): void {
    assert((value | 0) === value, 'A varint is within 32 bits.');
    this.uvarint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  /** A zigzag varint of 64 bits. */
  varlong(value: number): void {
    assert(Number.isSafeInteger(value), 'A varlong is a safe integer.');
    let half = value < 0 ? -value - 1 : value;
    const first = ((half % 64) << 1) | (value < 0 ? 1 : 0);
    half = Math.floor(half / 64);
    this.uint8(half === 0 ? first : first | 0x80);
    while (half !== 0) {
      const bits = half % 128;
      half = Math.floor(half / 128);
      this.uint8(half === 0 ? bits : bits | 0x80);
    }
  }

  /** UTF-8 without a length; the caller has written `Buffer.byteLength(value)` before. */
  text(value: string, byteLength: number): void {
    if (byteLength === 0) return;
    const at = this.#take(byteLength);
    const written = this.#buffer.write(value, at, byteLength, 'utf8');
    assert(written === byteLength, 'The byte length belongs to the text.');
  }

  /** The 16 bytes of a UUID in Kafka's text form. */
  uuid(value: string): void {
    assert(value.length === 22, 'A UUID has 22 characters of URL-safe base64.');
    const at = this.#take(16);
    assert(this.#buffer.write(value, at, 16, 'base64url') === 16, 'A UUID is URL-safe base64.');
  }

  /** The bytes as they are; a large buffer is not copied and must not change afterwards. */
  bytes(value: Uint8Array): void {
    const { length } = value;
    if (length > COPY_SIZE_MAX) {
      this.#cut();
      this.#push(
        value instanceof Buffer ? value : Buffer.from(value.buffer, value.byteOffset, length),
      );
      return;
    }
    const at = this.#take(length);
    this.#buffer.set(value, at);
  }

  /** Ends the message: its chunks in order. */
  finish(): Buffer[] {
    this.#cut();
    const rest = this.#buffer.length - this.#position;
    if (spare === undefined && rest >= SLAB_REST_MIN) spare = this.#buffer.subarray(this.#position);
    return this.#chunks;
  }

  /** Ends the message as one buffer; copies only when large foreign buffers were written. */
  finishWhole(): Buffer {
    const chunks = this.finish();
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  }

  #put16(value: number): void {
    const at = this.#take(2);
    this.#buffer[at] = value >> 8;
    this.#buffer[at + 1] = value;
  }

  #put32(value: number): void {
    const at = this.#take(4);
    const buffer = this.#buffer;
    buffer[at] = value >> 24;
    buffer[at + 1] = value >> 16;
    buffer[at + 2] = value >> 8;
    buffer[at + 3] = value;
  }

  #push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#chunkBytes += chunk.length;
  }

  /** Closes the chunk being written. */
  #cut(): void {
    if (this.#position === this.#start) return;
    this.#push(this.#buffer.subarray(this.#start, this.#position));
    this.#start = this.#position;
  }

  /** Makes room for `length` bytes and moves past them. */
  #take(length: number): number {
    const at = this.#position;
    if (at + length > this.#buffer.length) return this.#grow(length);
    this.#position = at + length;
    return at;
  }

  #grow(length: number): number {
    const written = this.#position - this.#start;
    const larger = Buffer.allocUnsafeSlow(Math.max(SLAB_SIZE, 2 * (written + length)));
    this.#buffer.copy(larger, 0, this.#start, this.#position);
    this.#buffer = larger;
    this.#start = 0;
    this.#position = written + length;
    return written;
  }
}
