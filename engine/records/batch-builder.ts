/** Makes record batches: by clients, coordinators, the controller, the cleaner and tests. */

import { assert } from '../base/assert.ts';
import {
  BATCH_HEADER_SIZE,
  BATCH_PREFIX_SIZE,
  BatchAttribute,
  BatchField,
  computeBatchCrc,
  MAGIC_V2,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  type TimestampType,
} from './batch.ts';
import type { Codec, CodecName } from './codecs/define-codec.ts';
import { codecs } from './codecs/index.ts';
import { writeInt64 } from './int64.ts';
import type { RecordHeader } from './record-cursor.ts';
import { varintSize, writeVarint } from './varint.ts';

export interface RecordInput {
  key?: Buffer | null;
  value: Buffer | null;
  headers?: readonly RecordHeader[];
  timestamp: number;
  /** Only where offsets have gaps (compaction); otherwise records are numbered from the batch's base offset. */
  offset?: number;
}

export interface BatchOptions {
  baseOffset?: number;
  /** Only where the batch keeps offsets that its last records no longer use (compaction). */
  lastOffset?: number;
  leaderEpoch?: number;
  codec?: CodecName;
  timestampType?: TimestampType;
  /** The broker's time, for `LogAppendTime`; by default the greatest record timestamp. */
  maxTimestamp?: number;
  producerId?: number;
  producerEpoch?: number;
  baseSequence?: number;
  isTransactional?: boolean;
  isControl?: boolean;
  /** When tombstones and markers in this batch may be deleted (KIP-534). */
  deleteHorizonMs?: number;
}

/** One batch of `records`, which are at least one unless `lastOffset` is given. */
export function encodeBatch(records: readonly RecordInput[], options: BatchOptions = {}): Buffer {
  const builder = new BatchBuilder(options);
  for (const record of records) builder.append(record);
  return builder.build();
}

const INITIAL_SIZE = 1024;

/** Collects records and knows its size as it goes; `build` may be called once. */
export class BatchBuilder {
  private readonly options: BatchOptions;
  private readonly baseOffset: number;
  private buffer: Buffer;
  private position: number = BATCH_HEADER_SIZE;
  private baseTimestamp: number | undefined;
  private maxTimestamp = -1;
  private lastOffset: number;
  count = 0;

  constructor(options: BatchOptions = {}) {
    this.options = options;
    this.baseOffset = options.baseOffset ?? 0;
    this.lastOffset = this.baseOffset - 1;
    this.baseTimestamp = options.deleteHorizonMs;
    this.buffer = Buffer.allocUnsafe(INITIAL_SIZE);
  }

  /** Bytes of the batch so far, before compression. */
  get size(): number {
    return this.position;
  }

  /** Bytes that `record` would add, or a few more. */
  static sizeOf(record: RecordInput): number {
    const VARINTS_MAX = 30;
    let size = VARINTS_MAX + (record.key?.length ?? 0) + (record.value?.length ?? 0);
    for (const { key, value } of record.headers ?? [])
      size += 10 + Buffer.byteLength(key) + (value?.length ?? 0);
    return size;
  }

  append(record: RecordInput): void {
    const offset = record.offset ?? this.lastOffset + 1;
    assert(offset > this.lastOffset, 'Offsets rise within a batch.');
    this.baseTimestamp ??= record.timestamp;
    const deltas = {
      timestamp: record.timestamp - this.baseTimestamp,
      offset: offset - this.baseOffset,
    };
    const size = bodySize(record, deltas);
    this.reserve(size + varintSize(size));
    this.position = writeRecord(this.buffer, this.position, { record, deltas, size });
    this.lastOffset = offset;
    this.maxTimestamp = Math.max(this.maxTimestamp, record.timestamp);
    this.count += 1;
  }

  build(): Buffer {
    const { codec = 'none' } = this.options;
    const lastOffset = this.options.lastOffset ?? this.lastOffset;
    assert(lastOffset >= this.baseOffset, 'A batch covers at least one offset.');
    if (codec !== 'none') this.compressWith(codec);
    const batch = this.buffer.subarray(0, this.position);
    writeHeader(batch, this.options, {
      attributes: attributesOf(this.options),
      baseOffset: this.baseOffset,
      lastOffset,
      baseTimestamp: this.baseTimestamp ?? -1,
      maxTimestamp: this.options.maxTimestamp ?? this.maxTimestamp,
      count: this.count,
    });
    return batch;
  }

  private compressWith(codec: CodecName): void {
    const compressed = codecByName(codec).compress(
      this.buffer.subarray(BATCH_HEADER_SIZE, this.position),
    );
    const target = Buffer.allocUnsafe(BATCH_HEADER_SIZE + compressed.length);
    compressed.copy(target, BATCH_HEADER_SIZE);
    this.buffer = target;
    this.position = target.length;
  }

  private reserve(size: number): void {
    const needed = this.position + size;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.position);
    this.buffer = larger;
  }
}

interface Deltas {
  timestamp: number;
  offset: number;
}

/** Bytes of a record after its length field. */
function bodySize(record: RecordInput, deltas: Deltas): number {
  const headers = record.headers ?? [];
  let size =
    1 + varintSize(deltas.timestamp) + varintSize(deltas.offset) + varintSize(headers.length);
  size += fieldSize(record.key?.length) + fieldSize(record.value?.length);
  for (const { key, value } of headers)
    size += fieldSize(Buffer.byteLength(key)) + fieldSize(value?.length);
  return size;
}

function fieldSize(length: number | undefined): number {
  return length === undefined ? 1 : varintSize(length) + length;
}

function writeRecord(
  buffer: Buffer,
  at: number,
  { record, deltas, size }: { record: RecordInput; deltas: Deltas; size: number },
): number {
  let position = writeVarint(buffer, size, at);
  buffer[position] = 0;
  position = writeVarint(buffer, deltas.timestamp, position + 1);
  position = writeVarint(buffer, deltas.offset, position);
  position = writeField(buffer, record.key, position);
  position = writeField(buffer, record.value, position);
  const headers = record.headers ?? [];
  position = writeVarint(buffer, headers.length, position);
  for (const { key, value } of headers) {
    position = writeVarint(buffer, Buffer.byteLength(key), position);
    position += buffer.write(key, position);
    position = writeField(buffer, value, position);
  }
  return position;
}

function writeField(buffer: Buffer, field: Buffer | null | undefined, at: number): number {
  if (field === null || field === undefined) return writeVarint(buffer, -1, at);
  const position = writeVarint(buffer, field.length, at);
  buffer.set(field, position);
  return position + field.length;
}

function codecByName(name: CodecName): Codec {
  return codecs.find((codec) => codec.name === name)!;
}

function attributesOf(options: BatchOptions): number {
  let attributes = codecByName(options.codec ?? 'none').id;
  if (options.timestampType === 'LogAppendTime') attributes |= BatchAttribute.logAppendTime;
  if (options.isTransactional) attributes |= BatchAttribute.transactional;
  if (options.isControl) attributes |= BatchAttribute.control;
  if (options.deleteHorizonMs !== undefined) attributes |= BatchAttribute.deleteHorizon;
  return attributes;
}

interface ComputedHeader {
  attributes: number;
  baseOffset: number;
  lastOffset: number;
  baseTimestamp: number;
  maxTimestamp: number;
  count: number;
}

function writeHeader(batch: Buffer, options: BatchOptions, computed: ComputedHeader): void {
  writeInt64(batch, computed.baseOffset, BatchField.baseOffset);
  batch.writeInt32BE(batch.length - BATCH_PREFIX_SIZE, BatchField.length);
  batch.writeInt32BE(options.leaderEpoch ?? -1, BatchField.leaderEpoch);
  batch.writeInt8(MAGIC_V2, BatchField.magic);
  batch.writeInt16BE(computed.attributes, BatchField.attributes);
  batch.writeInt32BE(computed.lastOffset - computed.baseOffset, BatchField.lastOffsetDelta);
  writeInt64(batch, computed.baseTimestamp, BatchField.baseTimestamp);
  writeInt64(batch, computed.maxTimestamp, BatchField.maxTimestamp);
  writeInt64(batch, options.producerId ?? NO_PRODUCER_ID, BatchField.producerId);
  batch.writeInt16BE(options.producerEpoch ?? -1, BatchField.producerEpoch);
  batch.writeInt32BE(options.baseSequence ?? NO_SEQUENCE, BatchField.baseSequence);
  batch.writeInt32BE(computed.count, BatchField.count);
  batch.writeUInt32BE(computeBatchCrc(batch, 0, batch.length), BatchField.crc);
}
