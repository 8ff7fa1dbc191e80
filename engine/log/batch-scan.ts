/** Walks the batches of a file from one position on, in large reads. */

import type { DiskFile } from '../base/ports/disk.ts';
import {
  type Batch,
  BATCH_HEADER_SIZE,
  batchSizeAt,
  BatchField,
  MAGIC_V2,
  readBatch,
} from '../records/batch.ts';

const CHUNK_SIZE = 1024 * 1024;

/** Gets each batch and its position in the file; the batch is a view that the next read overwrites. `stop` ends the walk before it. */
export type VisitBatch = (batch: Batch, position: number) => 'go on' | 'stop';

/**
 * Visits the whole batches in [start, end) and returns the position of the first thing that was not visited: `end`, the batch
 * at which the visitor stopped, or bytes that cannot be a batch.
 */
export function scanBatches(
  file: DiskFile,
  range: { start: number; end: number },
  visit: VisitBatch,
): number {
  let position = range.start;
  let chunk = Buffer.allocUnsafe(Math.min(CHUNK_SIZE, range.end - range.start));
  while (position < range.end) {
    const size = file.read(chunk, 0, Math.min(chunk.length, range.end - position), position);
    const bytes = chunk.subarray(0, size);
    const visited = visitWhole(bytes, position, visit);
    position += visited.size;
    if (visited.stopped) return position;
    if (visited.size > 0) continue;
    const needed = sizeOfNext(bytes);
    if (
      needed === undefined ||
      position + needed > range.end ||
      size < Math.min(chunk.length, range.end - position)
    )
      return position;
    chunk = Buffer.allocUnsafe(needed);
  }
  return position;
}

function visitWhole(
  bytes: Buffer,
  position: number,
  visit: VisitBatch,
): { size: number; stopped: boolean } {
  let at = 0;
  for (;;) {
    const size = sizeOfNext(bytes.subarray(at));
    if (size === undefined || at + size > bytes.length) return { size: at, stopped: false };
    if (visit(readBatch(bytes, at), position + at) === 'stop') return { size: at, stopped: true };
    at += size;
  }
}

/** The size of the batch that `bytes` begin with, whether or not they hold it whole; `undefined` for what is no batch. */
function sizeOfNext(bytes: Buffer): number | undefined {
  const size = batchSizeAt(bytes, 0);
  if (size === undefined || size < BATCH_HEADER_SIZE || bytes.length <= BatchField.magic)
    return undefined;
  return bytes.readInt8(BatchField.magic) === MAGIC_V2 ? size : undefined;
}
