/** Walks the records of one batch without making an object per record; keys and values become views when asked for. */

import { type Batch, BATCH_HEADER_SIZE, codecIdOf, timestampTypeOf } from './batch.ts';
import { codecsById } from './codecs/index.ts';
import { corruptRecords } from './corrupt.ts';

export interface RecordHeader {
  key: string;
  value: Buffer | null;
}

/** What a compressed batch may decode to unless the caller says otherwise: a guard against bombs. */
export const DECOMPRESSED_SIZE_MAX = 128 * 1024 * 1024;

const NO_HEADERS: readonly RecordHeader[] = [];

/**
 * `while (cursor.next()) …` puts the fields of one record after another into the cursor. Throws `EngineError`
 * `RECORDS_CORRUPT` when the bytes are no records, `UNSUPPORTED_COMPRESSION_TYPE` when this runtime lacks the codec.
 */
export class RecordCursor {
  readonly batch: Batch;
  offsetDelta = 0;
  timestampDelta = 0;
  /** -1 for a null key. */
  keySize = -1;
  /** -1 for a null value. */
  valueSize = -1;
  headerCount = 0;

  private readonly bytes: Buffer;
  private readonly appendTime: number;
  private position: number;
  private end: number;
  private recordsLeft: number;
  private keyAt = 0;
  private valueAt = 0;
  private headersAt = 0;

  constructor(batch: Batch, decompressedSizeMax = DECOMPRESSED_SIZE_MAX) {
    this.batch = batch;
    this.appendTime = timestampTypeOf(batch) === 'LogAppendTime' ? batch.maxTimestamp : -1;
    this.recordsLeft = batch.count;
    const isPlain = codecIdOf(batch) === 0;
    this.bytes = isPlain ? batch.buffer : decompressRecords(batch, decompressedSizeMax);
    this.position = isPlain ? batch.start + BATCH_HEADER_SIZE : 0;
    this.end = isPlain ? batch.end : this.bytes.length;
  }

  get offset(): number {
    return this.batch.baseOffset + this.offsetDelta;
  }

  get timestamp(): number {
    return this.appendTime === -1
      ? this.batch.baseTimestamp + this.timestampDelta
      : this.appendTime;
  }

  get key(): Buffer | null {
    return this.keySize === -1 ? null : this.bytes.subarray(this.keyAt, this.keyAt + this.keySize);
  }

  get value(): Buffer | null {
    return this.valueSize === -1
      ? null
      : this.bytes.subarray(this.valueAt, this.valueAt + this.valueSize);
  }

  get headers(): readonly RecordHeader[] {
    return this.headerCount === 0 ? NO_HEADERS : this.readHeaders();
  }

  /** Moves to the next record; false after the last, which must end where the batch ends. */
  next(): boolean {
    if (this.recordsLeft <= 0) {
      if (this.position !== this.end)
        throw corruptRecords('A batch has bytes after its last record.');
      return false;
    }
    this.recordsLeft -= 1;
    const size = this.readVarint();
    const recordEnd = this.position + size;
    if (size < 0 || recordEnd > this.end)
      throw corruptRecords('A record is longer than its batch.');
    const batchEnd = this.end;
    this.end = recordEnd;
    this.readFields();
    this.end = batchEnd;
    return true;
  }

  private readFields(): void {
    this.position += 1; // Attributes: no bit of them has a meaning yet.
    this.timestampDelta = this.readVarint();
    this.offsetDelta = this.readVarint();
    this.keySize = this.readSize(-1);
    this.keyAt = this.skip(this.keySize);
    this.valueSize = this.readSize(-1);
    this.valueAt = this.skip(this.valueSize);
    this.headerCount = this.readSize(0);
    this.headersAt = this.position;
    for (let i = 0; i < this.headerCount; i += 1) {
      this.skip(this.readSize(0));
      this.skip(this.readSize(-1));
    }
    if (this.position !== this.end)
      throw corruptRecords('A record does not end where its length says.');
  }

  private readHeaders(): RecordHeader[] {
    const position = this.position;
    const headers: RecordHeader[] = [];
    this.position = this.headersAt;
    for (let i = 0; i < this.headerCount; i += 1) {
      const keySize = this.readVarint();
      const keyAt = this.skip(keySize);
      const valueSize = this.readVarint();
      const valueAt = this.skip(valueSize);
      headers.push({
        key: this.bytes.toString('utf8', keyAt, keyAt + keySize),
        value: valueSize === -1 ? null : this.bytes.subarray(valueAt, valueAt + valueSize),
      });
    }
    this.position = position;
    return headers;
  }

  private readSize(sizeMin: number): number {
    const size = this.readVarint();
    if (size < sizeMin) throw corruptRecords(`A record holds a negative size, ${size}.`);
    return size;
  }

  /** Moves over `size` bytes (none when it is -1) and returns where they begin. */
  private skip(size: number): number {
    const at = this.position;
    if (size > 0) {
      this.position = at + size;
      if (this.position > this.end) throw corruptRecords('A field is longer than its record.');
    }
    return at;
  }

  private readVarint(): number {
    const first = this.bytes[this.position]!;
    if (first < 0x80 && this.position < this.end) {
      this.position += 1;
      return (first >>> 1) ^ -(first & 1);
    }
    return this.readLongVarint();
  }

  /** By arithmetic, because timestamps may exceed 32 bits; ten bytes is the most that 64 bits need. */
  private readLongVarint(): number {
    let zigzag = 0;
    let scale = 1;
    for (let i = 0; i < 10; i += 1) {
      if (this.position >= this.end) throw corruptRecords('A record ends inside a number.');
      const byte = this.bytes[this.position]!;
      this.position += 1;
      zigzag += (byte & 0x7f) * scale;
      if (byte < 0x80) return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      scale *= 0x80;
    }
    throw corruptRecords('A number takes more than ten bytes.');
  }
}

/** The records section of a compressed batch, decompressed. */
export function decompressRecords(batch: Batch, sizeMax = DECOMPRESSED_SIZE_MAX): Buffer {
  const codec = codecsById.get(codecIdOf(batch));
  if (codec === undefined)
    throw corruptRecords(`A batch names the unknown codec ${codecIdOf(batch)}.`);
  return codec.decompress(
    batch.buffer.subarray(batch.start + BATCH_HEADER_SIZE, batch.end),
    sizeMax,
  );
}
