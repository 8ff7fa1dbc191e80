/** Compaction: rewrites the older segments of a log so that of each key the last record stays. In small steps. */

import { type Batch, isControl, readBatch } from '../records/batch.ts';
import { RecordCursor } from '../records/record-cursor.ts';
import { cleanBatch, CleanedTransactions, type CleanRules } from './cleaner-filter.ts';
import { KeyOffsets } from './key-offsets.ts';
import type { LogConfig } from './log-config.ts';
import { type LogSegment, RELATIVE_MAX } from './segment.ts';
import type { AbortedTransaction } from './transaction-index.ts';

/** Bytes that one step looks at: a few milliseconds of a broker's loop. */
const STEP_BYTES = 256 * 1024;

export interface CleanableView {
  readonly segments: readonly LogSegment[];
  readonly config: LogConfig;
  /** Before this offset the log was cleaned already. */
  readonly cleanedTo: number;
  /** What is undecided or not yet replicated is not cleaned. */
  readonly lastStableOffset: number;
}

/** A segment, and the base offset of the next. */
export interface SegmentSpan {
  readonly segment: LogSegment;
  readonly endOffset: number;
}

export interface Cleanable {
  /** The segments to be looked at, the first of the log first. */
  readonly spans: readonly SegmentSpan[];
  readonly firstDirtyOffset: number;
  /** Bytes not cleaned yet as a share of all that can be. */
  readonly dirtyRatio: number;
  /** Whether a record has waited for longer than `max.compaction.lag.ms`. */
  readonly isOverdue: boolean;
}

/** What of a log may be cleaned: never the active segment, what is younger than the lag, or what is not stable. */
export function cleanableOf(view: CleanableView, now: number): Cleanable {
  const { segments, config, cleanedTo } = view;
  const inactive = segments
    .slice(0, -1)
    .map((segment, index) => ({ segment, endOffset: segments[index + 1]!.baseOffset }));
  const end = inactive.findIndex(({ segment, endOffset }) => {
    const isYoung =
      config.minCompactionLagMs > 0 && segment.maxTimestamp > now - config.minCompactionLagMs;
    return endOffset > view.lastStableOffset || (isYoung && endOffset > cleanedTo);
  });
  const spans = end === -1 ? inactive : inactive.slice(0, end);
  const dirty = spans.filter(({ endOffset }) => endOffset > cleanedTo);
  const [dirtyBytes, bytes] = [sizeOf(dirty), sizeOf(spans)];
  return {
    spans,
    firstDirtyOffset: Math.max(cleanedTo, segments[0]!.baseOffset),
    dirtyRatio: bytes === 0 ? 0 : dirtyBytes / bytes,
    isOverdue: dirty.some(
      ({ segment }) =>
        segment.maxTimestamp >= 0 && now - segment.maxTimestamp > config.maxCompactionLagMs,
    ),
  };
}

function sizeOf(spans: readonly SegmentSpan[]): number {
  return spans.reduce((total, { segment }) => total + segment.size, 0);
}

/** What cleaning does to the log. */
export interface CleanTarget {
  readonly config: LogConfig;
  readonly producers: CleanRules['producers'];
  /** All of the log, with those whose marker is not to be cleaned. */
  abortedTransactions(): readonly AbortedTransaction[];
  /** A new, empty segment whose files bear the suffix of cleaned ones. */
  makeCleaned(baseOffset: number): LogSegment;
  /** Puts `cleaned` in the place of `group`. */
  swap(group: readonly LogSegment[], cleaned: LogSegment): void;
  /** Whether the segments are still those of the log: it may have been truncated between two steps. */
  isCurrent(segments: readonly LogSegment[]): boolean;
}

/** Cleans step by step; returns the offset up to which the log is clean, or `undefined` when the log changed on the way. */
export function* cleanSegments(
  cleanable: Cleanable,
  target: CleanTarget,
  now: number,
): Generator<void, number | undefined> {
  const keys = new KeyOffsets(cleanable.firstDirtyOffset);
  yield* collectKeys(cleanable, keys, new CleanedTransactions(target.abortedTransactions()));
  const rules = {
    keys,
    now,
    deleteRetentionMs: target.config.deleteRetentionMs,
    producers: target.producers,
  };
  const covered = cleanable.spans.filter(({ segment }) => segment.baseOffset < keys.end);
  const transactions = new CleanedTransactions(target.abortedTransactions());
  for (const group of groupsOf(covered, target.config)) {
    const segments = group.map(({ segment }) => segment);
    if (!target.isCurrent(segments)) return undefined;
    const cleaned = target.makeCleaned(segments[0]!.baseOffset);
    let isSwapping = false;
    try {
      for (const segment of segments)
        yield* copyCleaned(segment, cleaned, {
          rules,
          transactions,
          intervalBytes: target.config.indexIntervalBytes,
        });
      if (!target.isCurrent(segments)) return undefined;
      for (const transaction of transactions.retained.splice(0))
        cleaned.transactions.append(transaction);
      cleaned.seal(now);
      cleaned.flush();
      isSwapping = true;
      target.swap(segments, cleaned);
    } finally {
      // Once it has begun to take the place of others, it is all that there is of them.
      if (!isSwapping) cleaned.remove();
    }
  }
  return keys.end;
}

/** Keys of aborted transactions do not count: their records are as good as not there. */
function* collectKeys(
  cleanable: Cleanable,
  keys: KeyOffsets,
  transactions: CleanedTransactions,
): Generator<void> {
  for (const { segment, endOffset } of cleanable.spans) {
    if (endOffset <= cleanable.firstDirtyOffset) continue;
    for (let position = 0; position < segment.size;) {
      const from = position;
      position = segment.scan(from, (batch, at) => {
        if (keys.isFull || at - from >= STEP_BYTES) return 'stop';
        collectBatch(batch, keys, transactions);
        return 'go on';
      });
      if (keys.isFull || position === from) return;
      yield;
    }
    // Compaction has left no record at the very end of some segments.
    keys.end = Math.max(keys.end, endOffset);
  }
}

function collectBatch(batch: Batch, keys: KeyOffsets, transactions: CleanedTransactions): void {
  if (isControl(batch)) transactions.isMarkerOfNothing(batch);
  else if (!transactions.isAborted(batch)) {
    for (const cursor = new RecordCursor(batch); cursor.next();) {
      if (cursor.key !== null && cursor.offset >= keys.end) keys.set(cursor.key, cursor.offset);
    }
  }
  keys.end = Math.max(keys.end, batch.lastOffset + 1);
}

/** Neighbours that together fit into one segment, so that small remains do not pile up. */
function groupsOf(spans: readonly SegmentSpan[], config: LogConfig): SegmentSpan[][] {
  const groups: SegmentSpan[][] = [];
  for (const span of spans) {
    const group = groups.at(-1);
    const first = group?.[0];
    const fits =
      group !== undefined &&
      sizeOf(group) + span.segment.size <= config.segmentBytes &&
      span.endOffset - first!.segment.baseOffset <= RELATIVE_MAX;
    if (fits) group.push(span);
    else groups.push([span]);
  }
  return groups;
}

interface Copying {
  rules: CleanRules;
  transactions: CleanedTransactions;
  intervalBytes: number;
}

function* copyCleaned(
  from: LogSegment,
  to: LogSegment,
  { rules, transactions, intervalBytes }: Copying,
): Generator<void> {
  for (let position = 0; position < from.size;) {
    const start = position;
    position = from.scan(start, (batch, at) => {
      if (at - start >= STEP_BYTES) return 'stop';
      const kept = cleanBatch(batch, rules, transactions);
      if (kept === undefined) return 'go on';
      const { maxTimestamp, lastOffset } = readBatch(kept);
      to.note({ lastOffset, maxTimestamp, size: kept.length }, to.write(kept), intervalBytes);
      return 'go on';
    });
    if (position === start) return;
    yield;
  }
}
