/** What a broker checks before it takes a client's records into a log, and what it sets on them. */

import { EngineError, messageOf } from '../base/errors.ts';
import {
  type Batch,
  BATCH_HEADER_SIZE,
  BatchAttribute,
  BatchField,
  batchSizeAt,
  codecIdOf,
  isControl,
  isCrcValid,
  MAGIC_V2,
  NO_PRODUCER_ID,
  NO_TIMESTAMP,
  readBatch,
  setMaxTimestamp,
  type TimestampType,
} from './batch.ts';
import { DECOMPRESSED_SIZE_MAX, RecordCursor } from './record-cursor.ts';

/** Names of Kafka's error codes; the broker maps them to numbers. */
export type RecordsError =
  | 'CORRUPT_MESSAGE'
  | 'INVALID_RECORD'
  | 'INVALID_TIMESTAMP'
  | 'MESSAGE_TOO_LARGE'
  | 'UNSUPPORTED_COMPRESSION_TYPE'
  | 'UNSUPPORTED_FOR_MESSAGE_FORMAT';

export interface ProduceRules {
  /** The broker's time: the append time, and what timestamps are compared with. */
  now: number;
  /** `max.message.bytes`: of the batch as it came, compressed or not. */
  maxMessageBytes: number;
  timestampType: TimestampType;
  /** A compacted topic takes no record without a key. */
  isCompacted?: boolean;
  /** `message.timestamp.before.max.ms`: how far a timestamp may lie in the past. */
  timestampBeforeMaxMs?: number;
  /** `message.timestamp.after.max.ms`: how far in the future. */
  timestampAfterMaxMs?: number;
  decompressedSizeMax?: number;
  /** Where the sender is trusted to have made the batch well, its records are not walked. */
  skipsRecords?: boolean;
}

export interface RecordErrorDetail {
  /** The record's place in the batch. */
  index: number;
  message: string;
}

export type ProduceValidation =
  | { kind: 'valid'; batch: Batch; maxTimestamp: number }
  | {
      kind: 'invalid';
      error: RecordsError;
      message: string;
      recordErrors: readonly RecordErrorDetail[];
    };

/**
 * Checks the records of one partition of a produce request: exactly one whole batch of format 2, as Kafka's broker does.
 * A valid batch has been given its maximum timestamp, and with `LogAppendTime` the append time, in place.
 */
export function validateProduceBatches(buffer: Buffer, rules: ProduceRules): ProduceValidation {
  const framing = checkFraming(buffer);
  if (framing !== undefined) return framing;
  const batch = readBatch(buffer);
  const problem = checkSize(batch, rules) ?? checkHeader(batch) ?? checkCodec(batch);
  if (problem !== undefined) return problem;
  return rules.skipsRecords
    ? { kind: 'valid', batch, maxTimestamp: batch.maxTimestamp }
    : checkRecords(batch, rules);
}

function invalid(
  error: RecordsError,
  message: string,
  recordErrors: readonly RecordErrorDetail[] = [],
): ProduceValidation & { kind: 'invalid' } {
  return { kind: 'invalid', error, message, recordErrors };
}

type Problem = ReturnType<typeof invalid> | undefined;

/** Magic stands in the same place in all formats, so an old one is told from rubbish. */
function checkFraming(buffer: Buffer): Problem {
  const size = batchSizeAt(buffer, 0);
  if (size === undefined || size > buffer.length)
    return invalid('INVALID_RECORD', 'A partition holds no whole record batch.');
  const magic = size > BatchField.magic ? buffer.readInt8(BatchField.magic) : undefined;
  if (magic === 0 || magic === 1)
    return invalid('INVALID_RECORD', `Message format ${magic} is no longer accepted.`);
  if (size < BATCH_HEADER_SIZE)
    return invalid('CORRUPT_MESSAGE', `A batch of ${size} bytes is smaller than its header.`);
  if (magic !== MAGIC_V2)
    return invalid('UNSUPPORTED_FOR_MESSAGE_FORMAT', `Message format ${magic} is unknown.`);
  return size === buffer.length
    ? undefined
    : invalid('INVALID_RECORD', 'A partition holds more than exactly one record batch.');
}

function checkSize(batch: Batch, rules: ProduceRules): Problem {
  const size = batch.end - batch.start;
  if (size > rules.maxMessageBytes) {
    return invalid(
      'MESSAGE_TOO_LARGE',
      `A batch of ${size} bytes exceeds the topic's maximum of ${rules.maxMessageBytes}.`,
    );
  }
  return isCrcValid(batch)
    ? undefined
    : invalid('CORRUPT_MESSAGE', "A batch's CRC does not match its content.");
}

function checkHeader(batch: Batch): Problem {
  if (batch.baseOffset !== 0)
    return invalid(
      'INVALID_RECORD',
      `A produced batch starts at offset 0, not ${batch.baseOffset}.`,
    );
  if (batch.count <= 0) return invalid('INVALID_RECORD', `A batch reports ${batch.count} records.`);
  if (batch.lastOffsetDelta + 1 !== batch.count) {
    return invalid(
      'INVALID_RECORD',
      `A batch of ${batch.count} records covers ${batch.lastOffsetDelta + 1} offsets.`,
    );
  }
  if (isControl(batch)) return invalid('INVALID_RECORD', 'Clients may not write control records.');
  if (batch.attributes & BatchAttribute.deleteHorizon)
    return invalid('INVALID_RECORD', 'Clients may not set a delete horizon.');
  return checkProducer(batch);
}

function checkProducer(batch: Batch): Problem {
  const { producerId, producerEpoch, baseSequence } = batch;
  if (producerId === NO_PRODUCER_ID) return undefined;
  if (!Number.isSafeInteger(producerId) || producerId < 0)
    return invalid('INVALID_RECORD', `A batch has the producer id ${producerId}.`);
  if (producerEpoch < 0)
    return invalid('INVALID_RECORD', `A batch has the producer epoch ${producerEpoch}.`);
  return baseSequence < 0
    ? invalid('INVALID_RECORD', `A batch with a producer id has the sequence ${baseSequence}.`)
    : undefined;
}

function checkCodec(batch: Batch): Problem {
  const id = codecIdOf(batch);
  return id > 4 ? invalid('INVALID_RECORD', `A batch names the unknown codec ${id}.`) : undefined;
}

function checkRecords(batch: Batch, rules: ProduceRules): ProduceValidation {
  try {
    return walkRecords(batch, rules);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const isUnsupported = error.code === 'UNSUPPORTED_COMPRESSION_TYPE';
    return invalid(
      isUnsupported ? 'UNSUPPORTED_COMPRESSION_TYPE' : 'INVALID_RECORD',
      messageOf(error),
    );
  }
}

function walkRecords(batch: Batch, rules: ProduceRules): ProduceValidation {
  const cursor = new RecordCursor(batch, rules.decompressedSizeMax ?? DECOMPRESSED_SIZE_MAX);
  const rejected = new RejectedRecords(rules);
  let maxTimestamp = NO_TIMESTAMP;
  for (let index = 0; cursor.next(); index += 1) {
    if (cursor.offsetDelta !== index) {
      return invalid(
        'INVALID_RECORD',
        `Record ${index} has the offset delta ${cursor.offsetDelta}.`,
      );
    }
    const timestamp = batch.baseTimestamp + cursor.timestampDelta;
    rejected.check(index, cursor.keySize !== -1, timestamp);
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
  }
  if (rejected.error !== undefined) {
    return invalid(rejected.error, 'One or more records have been rejected.', rejected.details);
  }
  if (rules.timestampType === 'LogAppendTime') maxTimestamp = rules.now;
  setMaxTimestamp(batch, rules.timestampType, maxTimestamp);
  const isUnchanged = batch.maxTimestamp === maxTimestamp;
  return {
    kind: 'valid',
    batch: isUnchanged ? batch : readBatch(batch.buffer, batch.start),
    maxTimestamp,
  };
}

/** Collects the records that break a rule of the topic; the first kind of offence names the error. */
class RejectedRecords {
  readonly details: RecordErrorDetail[] = [];
  error: RecordsError | undefined;
  private readonly needsKey: boolean;
  private readonly oldest: number;
  private readonly newest: number;

  constructor(rules: ProduceRules) {
    const isBounded = rules.timestampType === 'CreateTime';
    this.needsKey = rules.isCompacted === true;
    this.oldest = isBounded ? rules.now - (rules.timestampBeforeMaxMs ?? Infinity) : -Infinity;
    this.newest = isBounded ? rules.now + (rules.timestampAfterMaxMs ?? Infinity) : Infinity;
  }

  check(index: number, hasKey: boolean, timestamp: number): void {
    if (this.needsKey && !hasKey) {
      this.reject('INVALID_RECORD', index, 'A compacted topic takes no record without a key.');
    } else if (timestamp !== NO_TIMESTAMP && (timestamp < this.oldest || timestamp > this.newest)) {
      const bounds = `[${this.oldest}, ${this.newest}]`;
      this.reject('INVALID_TIMESTAMP', index, `Timestamp ${timestamp} is not within ${bounds}.`);
    }
  }

  private reject(error: RecordsError, index: number, message: string): void {
    this.error ??= error;
    this.details.push({ index, message });
  }
}
