/** Which segments at the beginning of a log are to go: too old, too many bytes, or before the log's start. */

import type { LogConfig } from './log-config.ts';
import type { LogSegment } from './segment.ts';

export interface RetentionView {
  readonly segments: readonly LogSegment[];
  readonly config: LogConfig;
  readonly logStartOffset: number;
  readonly endOffset: number;
  readonly highWatermark: number;
}

/** How many of the first segments go; none that holds a record at or beyond the high watermark. */
export function countDeletable(view: RetentionView, now: number): number {
  const deletesByPolicy = view.config.cleanupPolicy.includes('delete');
  const beforeStart = countWhile(
    view,
    (_, nextOffset) => nextOffset <= view.logStartOffset && !isActive(view, nextOffset),
  );
  if (!deletesByPolicy) return beforeStart;
  return Math.max(beforeStart, countByTime(view, now), countBySize(view));
}

function countByTime(view: RetentionView, now: number): number {
  const { retentionMs } = view.config;
  if (retentionMs < 0) return 0;
  return countWhile(view, (segment) => now - lastChange(segment) > retentionMs);
}

/** Without timestamps age counts from when the segment was made. */
function lastChange(segment: LogSegment): number {
  return segment.maxTimestamp >= 0 ? segment.maxTimestamp : segment.createdMs;
}

function countBySize(view: RetentionView): number {
  const { retentionBytes } = view.config;
  if (retentionBytes < 0) return 0;
  let excess = view.segments.reduce((total, { size }) => total + size, 0) - retentionBytes;
  return countWhile(view, ({ size }) => {
    excess -= size;
    return excess >= 0;
  });
}

type Test = (segment: LogSegment, nextOffset: number) => boolean;

function countWhile(view: RetentionView, test: Test): number {
  let count = 0;
  for (const segment of view.segments) {
    const nextOffset = view.segments[count + 1]?.baseOffset ?? view.endOffset;
    const isEmptyLast = count === view.segments.length - 1 && segment.size === 0;
    if (isEmptyLast || nextOffset > view.highWatermark || !test(segment, nextOffset)) break;
    count += 1;
  }
  return count;
}

/** Deleting records never makes the log roll: an active segment stays until retention asks for it. */
function isActive(view: RetentionView, nextOffset: number): boolean {
  return nextOffset === view.endOffset && (view.segments.at(-1)?.baseOffset ?? 0) < nextOffset;
}
