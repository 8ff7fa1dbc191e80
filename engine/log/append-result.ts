/** What becomes of a batch that a leader is asked to append. */

import { type Batch, isControl, readBatch, timestampTypeOf } from '../records/batch.ts';
import { readTransactionMarker } from '../records/control-record.ts';
import {
  type RecordErrorDetail,
  type RecordsError,
  validateProduceBatches,
} from '../records/validate.ts';
import type { LogConfig } from './log-config.ts';
import type { ProducerCheck, ProducerError, ProducerStates } from './producer-states.ts';

/** `client` batches are checked as Kafka checks them; those of our own coordinators and controller are well made. */
export type AppendOrigin = 'client' | 'coordinator';

export interface AppendedRange {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** -1 where the topic keeps the producer's timestamps. */
  readonly logAppendTime: number;
  readonly logStartOffset: number;
}

export interface RefusedAppend {
  readonly kind: 'refused';
  /** The name of a Kafka error code. */
  readonly error: RecordsError | ProducerError | 'RECORD_LIST_TOO_LARGE';
  readonly message: string;
  readonly recordErrors: readonly RecordErrorDetail[];
}

export type AppendResult =
  | ({ readonly kind: 'appended' } & AppendedRange)
  /** The batch was appended before; this is where. */
  | ({ readonly kind: 'duplicate' } & AppendedRange)
  | RefusedAppend;

export function refusal(error: RefusedAppend['error'], message: string): RefusedAppend {
  return { kind: 'refused', error, message, recordErrors: [] };
}

/** The batch, with its timestamps as the topic wants them, or why it is refused. */
export function checkContent(
  bytes: Buffer,
  origin: AppendOrigin,
  rules: { config: LogConfig; now: number },
): Batch | RefusedAppend {
  if (origin !== 'client') return readBatch(bytes);
  const { config, now } = rules;
  const result = validateProduceBatches(bytes, {
    now,
    maxMessageBytes: config.maxMessageBytes,
    timestampType: config.messageTimestampType,
    isCompacted: config.cleanupPolicy.includes('compact'),
    timestampBeforeMaxMs: config.messageTimestampBeforeMaxMs,
    timestampAfterMaxMs: config.messageTimestampAfterMaxMs,
  });
  if (result.kind === 'valid') return result.batch;
  return {
    kind: 'refused',
    error: result.error,
    message: result.message,
    recordErrors: result.recordErrors,
  };
}

const NOT_CHECKED: ProducerCheck = { kind: 'new' };

/** Whether the producer's state allows the batch. Coordinators' data carries no sequence, but may be from a fenced producer. */
export function checkProducer(
  producers: ProducerStates,
  batch: Batch,
  origin: AppendOrigin,
): ProducerCheck {
  if (batch.producerId === -1) return NOT_CHECKED;
  if (origin === 'client') return producers.check(batch);
  if (!isControl(batch)) return producers.checkEpoch(batch);
  const marker = readTransactionMarker(batch);
  return marker === undefined ? NOT_CHECKED : producers.checkMarker(batch, marker);
}

export function logAppendTimeOf(batch: Batch): number {
  return timestampTypeOf(batch) === 'LogAppendTime' ? batch.maxTimestamp : -1;
}
