/** Reads from a log: runs of whole batches for fetches, and offsets for timestamps. */

import { baseOffsetAt, BATCH_HEADER_SIZE, batchSizeAt, lastOffsetAt } from '../records/batch.ts';
import { RecordCursor } from '../records/record-cursor.ts';
import type { LogSegment } from './segment.ts';
import type { SegmentList } from './segment-list.ts';
import type { TailPositions } from './tail-positions.ts';

export interface ReadOptions {
  maxBytes: number;
  /** Batches that reach to or beyond this offset are left out: the high watermark, the last stable offset. */
  upTo?: number;
  /** Whether the first batch is given even when it is larger than `maxBytes` (KIP-74). True unless said otherwise. */
  minOneBatch?: boolean;
}

const EMPTY = Buffer.alloc(0);

export interface ReadSource {
  segments: SegmentList;
  tail: TailPositions;
  indexIntervalBytes: number;
}

/** The batches from the one that holds `fromOffset` on, or from the next where compaction has left a gap; of one segment. */
export function readBatches(source: ReadSource, fromOffset: number, options: ReadOptions): Buffer {
  const { segments, tail } = source;
  if (fromOffset >= segments.active.baseOffset) {
    const position = tail.positionOf(fromOffset);
    if (position !== undefined)
      return readRun(segments.active, { position, slack: 0, fromOffset }, options);
  }
  for (const segment of segments.from(fromOffset)) {
    const position = segment.offsetIndex.lookup(fromOffset);
    const run = readRun(
      segment,
      { position, slack: source.indexIntervalBytes, fromOffset },
      options,
    );
    if (run.length > 0 || isBeyond(segment, options)) return run;
  }
  return EMPTY;
}

function isBeyond(segment: LogSegment, { upTo = Infinity }: ReadOptions): boolean {
  return segment.baseOffset >= upTo;
}

interface RunStart {
  position: number;
  /** Bytes that may have to be passed over before the batch of `fromOffset`. */
  slack: number;
  fromOffset: number;
}

/** One read in most cases: what is passed over is read along. */
function readRun(segment: LogSegment, start: RunStart, options: ReadOptions): Buffer {
  const { maxBytes, minOneBatch = true } = options;
  let { position } = start;
  let length = Math.max(maxBytes, BATCH_HEADER_SIZE) + start.slack;
  while (position < segment.size) {
    const bytes = segment.read(position, length);
    const first = firstWanted(bytes, start.fromOffset);
    if (first.size === undefined) {
      if (first.at === 0) return EMPTY;
      position += first.at;
      continue;
    }
    if (!minOneBatch && first.size > maxBytes) return EMPTY;
    if (first.at + first.size <= bytes.length) return cutRun(bytes, first.at, options);
    position += first.at;
    length = Math.max(maxBytes, first.size);
  }
  return EMPTY;
}

/** Where the first batch that reaches `fromOffset` begins, and its size; or where the bytes end without one. */
function firstWanted(bytes: Buffer, fromOffset: number): { at: number; size: number | undefined } {
  let at = 0;
  while (at + BATCH_HEADER_SIZE <= bytes.length) {
    const size = batchSizeAt(bytes, at)!;
    if (lastOffsetAt(bytes, at) >= fromOffset) return { at, size };
    at += size;
  }
  return { at, size: undefined };
}

/** The whole batches from `start` on within the limits. */
function cutRun(bytes: Buffer, start: number, { maxBytes, upTo = Infinity }: ReadOptions): Buffer {
  let end = start;
  while (end + BATCH_HEADER_SIZE <= bytes.length) {
    const next = end + batchSizeAt(bytes, end)!;
    if (next > bytes.length || lastOffsetAt(bytes, end) >= upTo) break;
    if (next - start > maxBytes && end > start) break;
    end = next;
  }
  return end === start ? EMPTY : bytes.subarray(start, end);
}

export interface OffsetAndTimestamp {
  offset: number;
  timestamp: number;
  leaderEpoch: number;
}

/** The first record from `fromOffset` on whose timestamp is not below `timestamp`. */
export function findByTimestamp(
  segments: SegmentList,
  timestamp: number,
  fromOffset: number,
): OffsetAndTimestamp | undefined {
  for (const segment of segments.from(fromOffset)) {
    const found =
      segment.maxTimestamp < timestamp ? undefined : findInSegment(segment, timestamp, fromOffset);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All records up to the offset of a time index entry are no younger than its timestamp: the search starts there. */
function findInSegment(
  segment: LogSegment,
  timestamp: number,
  fromOffset: number,
): OffsetAndTimestamp | undefined {
  let start = Math.max(
    fromOffset,
    segment.timeIndex.lookup(timestamp - 1)?.offset ?? segment.baseOffset,
  );
  for (;;) {
    const batch = segment.findBatch(start, ({ maxTimestamp }) => maxTimestamp >= timestamp);
    if (batch === undefined) return undefined;
    for (const cursor = new RecordCursor(batch); cursor.next();) {
      if (cursor.timestamp < timestamp || cursor.offset < fromOffset) continue;
      return { offset: cursor.offset, timestamp: cursor.timestamp, leaderEpoch: batch.leaderEpoch };
    }
    start = batch.lastOffset + 1;
  }
}

/** The first record with the greatest timestamp of all (KIP-734). */
export function findMaxTimestamp(segments: SegmentList): OffsetAndTimestamp | undefined {
  let youngest = segments.first;
  for (const segment of segments.all)
    if (segment.maxTimestamp > youngest.maxTimestamp) youngest = segment;
  const timestamp = youngest.maxTimestamp;
  return timestamp < 0 ? undefined : findByTimestamp(segments, timestamp, youngest.baseOffset);
}

/** The offset after the last record of a segment. */
export function endOffsetOf(segment: LogSegment): number {
  const lastEntry = segment.offsetIndex.lookup(Number.MAX_SAFE_INTEGER);
  let end = segment.baseOffset;
  segment.scan(lastEntry, (batch) => {
    end = baseOffsetAt(batch.buffer, batch.start) + batch.lastOffsetDelta + 1;
    return 'go on';
  });
  return end;
}
