/** Makes a segment whole again after a crash: checks its batches, cuts off a torn tail, and makes its indexes anew. */

import { type Batch, isCrcValid } from '../records/batch.ts';
import { type LogSegment, RELATIVE_MAX } from './segment.ts';

/**
 * Visits the valid batches in order. What comes after the first invalid one is cut off; returns how many bytes that were.
 * Offsets must rise, so that remains of an earlier write cannot pass for records.
 */
export function recoverSegment(
  segment: LogSegment,
  intervalBytes: number,
  visit: (batch: Batch) => void,
): number {
  resetIndexes(segment);
  let nextOffset = segment.baseOffset;
  const validEnd = segment.scan(0, (batch, position) => {
    if (!canFollow(batch, nextOffset, segment.baseOffset) || !isCrcValid(batch)) return 'stop';
    nextOffset = batch.lastOffset + 1;
    noteBatch(segment, batch, { position, intervalBytes });
    visit(batch);
    return 'go on';
  });
  const cut = segment.size - validEnd;
  segment.size = validEnd;
  if (cut > 0) segment.cut();
  return cut;
}

/** Offsets are not covered by the checksum, so they are looked at by themselves. */
function canFollow(batch: Batch, nextOffset: number, segmentBase: number): boolean {
  const { baseOffset, lastOffset } = batch;
  return (
    baseOffset >= nextOffset && lastOffset >= baseOffset && lastOffset - segmentBase <= RELATIVE_MAX
  );
}

/** Makes the indexes of a sound segment anew. */
export function rebuildIndexes(segment: LogSegment, intervalBytes: number): void {
  resetIndexes(segment);
  segment.scan(0, (batch, position) => {
    noteBatch(segment, batch, { position, intervalBytes });
    return 'go on';
  });
}

/** Whether the indexes can be what this segment's are; one that is missing cannot. */
export function hasSaneIndexes(
  segment: LogSegment,
  files: { hasOffsetIndex: boolean; hasTimeIndex: boolean },
): boolean {
  if (segment.size > 0 && !(files.hasOffsetIndex && files.hasTimeIndex)) return false;
  return segment.offsetIndex.isSane(segment.size) && segment.timeIndex.isSane();
}

function resetIndexes(segment: LogSegment): void {
  segment.activate();
  segment.offsetIndex.file.reset();
  segment.timeIndex.file.reset();
}

function noteBatch(
  segment: LogSegment,
  batch: Batch,
  at: { position: number; intervalBytes: number },
): void {
  const { lastOffset, maxTimestamp, start, end } = batch;
  segment.note({ lastOffset, maxTimestamp, size: end - start }, at.position, at.intervalBytes);
}
