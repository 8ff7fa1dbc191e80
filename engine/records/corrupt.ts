/** The error of bytes that are no records; thrown by readers, turned into a protocol error by validation. */

import { EngineError } from '../base/errors.ts';

export function corruptRecords(sentence: string, cause?: unknown): EngineError {
  return new EngineError('RECORDS_CORRUPT', sentence, cause === undefined ? {} : { cause });
}
