/** Record batches of format version 2: the 61-byte header as plain data over the bytes it stands in. */

import { crc32c } from './crc32c.ts';
import { readInt64, writeInt64 } from './int64.ts';

/** Byte positions of the header fields, counted from the batch's start. */
export const BatchField = {
  baseOffset: 0,
  /** Bytes after this field. */
  length: 8,
  leaderEpoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  baseSequence: 53,
  count: 57,
  records: 61,
} as const;

/** Base offset and length, which magic 0 and 1 have in the same place. */
export const BATCH_PREFIX_SIZE = 12;
export const BATCH_HEADER_SIZE = BatchField.records;
export const MAGIC_V2 = 2;
export const NO_TIMESTAMP = -1;
export const NO_PRODUCER_ID = -1;
export const NO_SEQUENCE = -1;
const SEQUENCE_MAX = 0x7fff_ffff;

export const BatchAttribute = {
  codec: 0x07,
  logAppendTime: 0x08,
  transactional: 0x10,
  control: 0x20,
  deleteHorizon: 0x40,
} as const;

export type TimestampType = 'CreateTime' | 'LogAppendTime';

/** A batch's header, and where in `buffer` it stands. Nothing is copied: it is as long-lived as the buffer. */
export interface Batch {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly leaderEpoch: number;
  readonly magic: number;
  readonly crc: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  /** With the delete-horizon attribute set this is the horizon, and record timestamps count from it. */
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  /** -1 for none. */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly count: number;
}

/** Bytes of the batch at `at`, prefix included; `undefined` when the prefix is not whole. Not checked for sense. */
export function batchSizeAt(buffer: Buffer, at: number): number | undefined {
  if (at + BATCH_PREFIX_SIZE > buffer.length) return undefined;
  return BATCH_PREFIX_SIZE + buffer.readInt32BE(at + BatchField.length);
}

export function baseOffsetAt(buffer: Buffer, at: number): number {
  return readInt64(buffer, at);
}

export function lastOffsetAt(buffer: Buffer, at: number): number {
  return readInt64(buffer, at) + buffer.readInt32BE(at + BatchField.lastOffsetDelta);
}

/** The header at `at`. The caller knows that it is whole and of magic 2. */
export function readBatch(buffer: Buffer, at = 0): Batch {
  const baseOffset = readInt64(buffer, at);
  const lastOffsetDelta = buffer.readInt32BE(at + BatchField.lastOffsetDelta);
  return {
    buffer,
    start: at,
    end: at + BATCH_PREFIX_SIZE + buffer.readInt32BE(at + BatchField.length),
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    leaderEpoch: buffer.readInt32BE(at + BatchField.leaderEpoch),
    magic: buffer.readInt8(at + BatchField.magic),
    crc: buffer.readUInt32BE(at + BatchField.crc),
    attributes: buffer.readInt16BE(at + BatchField.attributes),
    lastOffsetDelta,
    baseTimestamp: readInt64(buffer, at + BatchField.baseTimestamp),
    maxTimestamp: readInt64(buffer, at + BatchField.maxTimestamp),
    producerId: readInt64(buffer, at + BatchField.producerId),
    producerEpoch: buffer.readInt16BE(at + BatchField.producerEpoch),
    baseSequence: buffer.readInt32BE(at + BatchField.baseSequence),
    count: buffer.readInt32BE(at + BatchField.count),
  };
}

/** The whole batches of `buffer` from `start`, in order; a cut or senseless tail ends the iteration. */
export function* batchesOf(buffer: Buffer, start = 0): Generator<Batch, void> {
  let at = start;
  for (;;) {
    const size = batchSizeAt(buffer, at);
    if (size === undefined || size < BATCH_HEADER_SIZE || at + size > buffer.length) return;
    yield readBatch(buffer, at);
    at += size;
  }
}

/** The batch's own bytes, as a view. */
export function batchBytes(batch: Batch): Buffer {
  return batch.buffer.subarray(batch.start, batch.end);
}

/** What the CRC of the batch in [start, end) should be: it covers everything from the attributes on. */
export function computeBatchCrc(buffer: Buffer, start: number, end: number): number {
  return crc32c(buffer.subarray(start + BatchField.attributes, end));
}

export function isCrcValid(batch: Batch): boolean {
  return batch.crc === computeBatchCrc(batch.buffer, batch.start, batch.end);
}

export function codecIdOf(batch: Batch): number {
  return batch.attributes & BatchAttribute.codec;
}

export function isControl(batch: Batch): boolean {
  return (batch.attributes & BatchAttribute.control) !== 0;
}

export function isTransactional(batch: Batch): boolean {
  return (batch.attributes & BatchAttribute.transactional) !== 0;
}

export function timestampTypeOf(batch: Batch): TimestampType {
  return batch.attributes & BatchAttribute.logAppendTime ? 'LogAppendTime' : 'CreateTime';
}

/** When tombstones and markers of this batch may go (KIP-534); `undefined` until a cleaner has set it. */
export function deleteHorizonOf(batch: Batch): number | undefined {
  return batch.attributes & BatchAttribute.deleteHorizon ? batch.baseTimestamp : undefined;
}

/** The sequence number `increment` after `sequence`; the numbers go round from 2^31 - 1 to 0. */
export function sequenceAfter(sequence: number, increment: number): number {
  const sum = sequence + increment;
  return sum > SEQUENCE_MAX ? sum - SEQUENCE_MAX - 1 : sum;
}

export function lastSequenceOf(batch: Batch): number {
  return batch.baseSequence === NO_SEQUENCE
    ? NO_SEQUENCE
    : sequenceAfter(batch.baseSequence, batch.lastOffsetDelta);
}

/** What a broker sets on the batch at `at` when it takes it in; both fields stand outside the CRC. */
export function assignOffsets(
  buffer: Buffer,
  at: number,
  assigned: { baseOffset: number; leaderEpoch: number },
): void {
  writeInt64(buffer, assigned.baseOffset, at);
  buffer.writeInt32BE(assigned.leaderEpoch, at + BatchField.leaderEpoch);
}

/** Sets the kind and maximum of the batch's timestamps and, when that changed something, its CRC. */
export function setMaxTimestamp(batch: Batch, type: TimestampType, maxTimestamp: number): void {
  if (timestampTypeOf(batch) === type && batch.maxTimestamp === maxTimestamp) return;
  const { buffer, start, end } = batch;
  const cleared = batch.attributes & ~BatchAttribute.logAppendTime;
  buffer.writeInt16BE(
    type === 'LogAppendTime' ? cleared | BatchAttribute.logAppendTime : cleared,
    start + BatchField.attributes,
  );
  writeInt64(buffer, maxTimestamp, start + BatchField.maxTimestamp);
  buffer.writeUInt32BE(computeBatchCrc(buffer, start, end), start + BatchField.crc);
}
