/** The records of batches as plain objects, for everything that is not on the hot path. */

import { type Batch, batchesOf, isControl } from './batch.ts';
import { RecordCursor, type RecordHeader } from './record-cursor.ts';

/** One record; key and value are views of the batch, or of its decompressed bytes. */
export interface LogRecord {
  offset: number;
  timestamp: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: readonly RecordHeader[];
}

/** The records of one batch, decoded as they are asked for; control batches included. */
export function* recordsOf(batch: Batch): Generator<LogRecord, void> {
  const cursor = new RecordCursor(batch);
  while (cursor.next()) {
    yield {
      offset: cursor.offset,
      timestamp: cursor.timestamp,
      key: cursor.key,
      value: cursor.value,
      headers: cursor.headers,
    };
  }
}

/** The data records of all whole batches in `buffer`, as a consumer sees them: no control records. */
export function* dataRecordsOf(buffer: Buffer, fromOffset = 0): Generator<LogRecord, void> {
  for (const batch of batchesOf(buffer)) {
    if (isControl(batch) || batch.lastOffset < fromOffset) continue;
    for (const record of recordsOf(batch)) if (record.offset >= fromOffset) yield record;
  }
}
