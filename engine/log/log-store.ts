/** The files of one log and what is known of them in memory, kept in agreement. Decides nothing; `PartitionLog` does. */

import { EngineError } from '../base/errors.ts';
import type { Clock } from '../base/ports/clock.ts';
import { type Batch, NO_PRODUCER_ID } from '../records/batch.ts';
import type { CleanTarget } from './cleaner.ts';
import { LEFTOVER } from './file-names.ts';
import { LeaderEpochCache } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import { loadLog } from './log-loader.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import { ProducerStates } from './producer-states.ts';
import { noteProducerBatch, replayProducers } from './replay.ts';
import { LogSegment, type SegmentHome } from './segment.ts';
import type { SegmentList } from './segment-list.ts';
import { TailPositions } from './tail-positions.ts';

export interface LogStoreOptions {
  home: SegmentHome;
  clock: Clock;
  directory: string;
  config: LogConfig;
  /** False unless the files are known to have been closed in good order. */
  isClean?: boolean;
  recoveryPoint?: number;
  logStartOffset?: number;
  highWatermark?: number;
  cleanedTo?: number;
  /** Called when the recovery point went back, which must be written down before more is appended. */
  onRecoveryPointLowered?: () => void;
}

export class LogStore {
  readonly segments: SegmentList;
  readonly epochs: LeaderEpochCache;
  readonly producers = new ProducerStates();
  readonly tail = new TailPositions();
  readonly cutBytes: number;
  config: LogConfig;
  startOffset: number;
  nextOffset: number;
  highWatermark: number;
  /** What is at or beyond this offset may be lost with the power; what is before it may not. */
  recoveryPoint: number;
  bytes: number;
  /** Before this offset compaction has been at work. */
  cleanedTo: number;
  private readonly options: LogStoreOptions;
  private readonly snapshots: ProducerSnapshots;
  private lastFlushMs: number;
  private failure: unknown;

  constructor(options: LogStoreOptions) {
    const {
      home,
      directory,
      clock,
      config,
      isClean = false,
      recoveryPoint = 0,
      logStartOffset = 0,
    } = options;
    this.options = options;
    this.config = config;
    this.epochs = new LeaderEpochCache(
      home.disk,
      home.disk.join(directory, 'leader-epoch-checkpoint'),
    );
    const { epochs, producers } = this;
    const now = clock.now();
    const loaded = loadLog({
      home,
      directory,
      config,
      now,
      isClean,
      recoveryPoint,
      logStartOffset,
      epochs,
      producers,
    });
    this.segments = loaded.segments;
    this.snapshots = loaded.snapshots;
    this.cutBytes = loaded.cutBytes;
    this.startOffset = loaded.logStartOffset;
    this.nextOffset = loaded.endOffset;
    this.bytes = loaded.segments.size;
    this.cleanedTo = Math.min(options.cleanedTo ?? 0, loaded.endOffset);
    this.recoveryPoint = Math.min(recoveryPoint, loaded.endOffset);
    this.lastFlushMs = clock.monotonic();
    this.highWatermark = Math.min(
      Math.max(options.highWatermark ?? 0, this.startOffset),
      this.nextOffset,
    );
    producers.highWatermarkMoved(this.highWatermark);
  }

  get isFailed(): boolean {
    return this.failure !== undefined;
  }

  requireSound(): void {
    if (this.failure === undefined) return;
    throw new EngineError(
      'LOG_OFFLINE',
      `The log in ${this.options.directory} stopped after its disk failed.`,
      {
        cause: this.failure,
        hint: 'See the earlier disk error; restart the broker when the disk works again.',
      },
    );
  }

  /** Writes a run of neighbouring batches with one call. When the disk fails, the log is as it was, or offline. */
  write(bytes: Buffer, run: readonly Batch[]): void {
    const [first, last] = [run[0]!, run.at(-1)!];
    const size = last.end - first.start;
    const summary = { lastOffset: last.lastOffset, maxTimestamp: first.maxTimestamp, size };
    const now = this.options.clock.now();
    if (this.segments.active.shouldRoll(summary, this.config, now)) this.roll(first.baseOffset);
    for (const { leaderEpoch, baseOffset } of run) this.epochs.assign(leaderEpoch, baseOffset);
    const segment = this.segments.active;
    const start = this.writeOrCut(
      segment,
      size === bytes.length ? bytes : bytes.subarray(first.start, last.end),
    );
    this.guarded(() => {
      for (const batch of run) this.note(batch, segment, start + batch.start - first.start);
    });
    this.nextOffset = last.lastOffset + 1;
    this.bytes += size;
    if (this.nextOffset - this.recoveryPoint >= this.config.flushMessages) this.flush();
  }

  private writeOrCut(segment: LogSegment, bytes: Buffer): number {
    try {
      return segment.write(bytes);
    } catch (error) {
      this.guarded(() => segment.cut());
      throw error;
    }
  }

  private note(batch: Batch, segment: LogSegment, position: number): void {
    const { lastOffset, maxTimestamp, start, end } = batch;
    segment.note(
      { lastOffset, maxTimestamp, size: end - start },
      position,
      this.config.indexIntervalBytes,
    );
    this.tail.add(batch.baseOffset, position);
    if (batch.producerId !== NO_PRODUCER_ID) noteProducerBatch(this.producers, batch, segment);
  }

  /** Starts a new segment at `baseOffset`. When the disk fails, the old one goes on. */
  roll(baseOffset: number): void {
    const { active } = this.segments;
    try {
      active.seal(this.options.clock.now());
      this.snapshots.take(this.producers, this.nextOffset);
      const segment = this.makeSegment(baseOffset);
      segment.create();
      this.segments.add(segment);
    } catch (error) {
      active.activate();
      throw error;
    }
    this.segments.active.activate();
    this.tail.clear();
  }

  private makeSegment(baseOffset: number, suffix = ''): LogSegment {
    const { home, directory, clock } = this.options;
    return new LogSegment({
      ...home,
      directory,
      baseOffset,
      size: 0,
      hasTransactionIndex: false,
      now: clock.now(),
      suffix,
    });
  }

  /** Removes the batch that holds `offset`, if it is within one, and all after it. */
  truncateTo(offset: number): void {
    this.guarded(() => {
      this.segments.removeAfter(offset);
      const { active } = this.segments;
      active.activate();
      this.settleEnd(active.truncateTo(offset));
    });
  }

  /** Removes everything; the next record gets `offset`. */
  restartAt(offset: number): void {
    this.guarded(() => {
      const segment = this.makeSegment(offset);
      this.segments.clear(segment);
      segment.create();
      segment.activate();
      this.epochs.clear();
      this.snapshots.removeAfter(-1);
      this.startOffset = offset;
      this.settleEnd(offset);
      this.highWatermark = offset;
    });
  }

  private settleEnd(offset: number): void {
    this.tail.clear();
    this.nextOffset = offset;
    this.startOffset = Math.min(this.startOffset, offset);
    this.highWatermark = Math.min(this.highWatermark, offset);
    this.cleanedTo = Math.min(this.cleanedTo, offset);
    this.bytes = this.segments.size;
    this.epochs.truncateEnd(offset);
    this.snapshots.removeAfter(offset);
    const from = this.snapshots.restore(this.producers, offset, this.startOffset);
    replayProducers(this.producers, this.segments, { from, to: offset });
    this.producers.highWatermarkMoved(this.highWatermark);
    if (this.recoveryPoint <= offset) return;
    // What is written from here on must not be taken for safe because of what stood there before.
    this.segments.active.flush();
    this.recoveryPoint = offset;
    this.options.onRecoveryPointLowered?.();
  }

  /** Removes the first `count` segments and moves the log start up to `offset`, or to where the rest begins. */
  removeBefore(offset: number, count: number): void {
    this.guarded(() => {
      this.segments.removeFirst(count);
      const first = this.segments.first.baseOffset;
      this.startOffset = Math.max(this.startOffset, offset, count > 0 ? first : 0);
      this.snapshots.removeBefore(first);
      this.bytes = this.segments.size;
      this.epochs.truncateStart(this.startOffset);
    });
  }

  get cleanTarget(): CleanTarget {
    return {
      config: this.config,
      producers: this.producers.all,
      abortedTransactions: () =>
        this.segments.all.flatMap(({ transactions }) => transactions.entries),
      makeCleaned: (baseOffset) => {
        const segment = this.makeSegment(baseOffset, LEFTOVER.cleaned);
        segment.create();
        segment.activate();
        return segment;
      },
      swap: (group, cleaned) => {
        this.guarded(() => cleaned.swapIn(group));
        this.segments.replace(group, cleaned);
        this.bytes = this.segments.size;
      },
      isCurrent: (segments) =>
        segments.every(
          (segment) => segment !== this.segments.active && this.segments.all.includes(segment),
        ),
    };
  }

  /** Waits until everything would survive a loss of power. */
  flush(): void {
    this.flushTo(this.segments.all.length);
    this.recoveryPoint = this.nextOffset;
    this.lastFlushMs = this.options.clock.monotonic();
  }

  /** Does what `flush.ms` asks, and flushes segments that were completed a while ago, which by then costs little. */
  flushDue(sealedForMs: number): void {
    if (this.failure !== undefined || this.recoveryPoint >= this.nextOffset) return;
    const { clock } = this.options;
    if (clock.monotonic() - this.lastFlushMs >= this.config.flushMs) {
      this.flush();
      return;
    }
    const { all } = this.segments;
    const now = clock.now();
    const count = all.findIndex(({ sealedMs }) => now - sealedMs < sealedForMs);
    if (count <= 0 || all[count]!.baseOffset <= this.recoveryPoint) return;
    this.flushTo(count);
    this.recoveryPoint = all[count]!.baseOffset;
  }

  private flushTo(count: number): void {
    if (this.recoveryPoint >= this.nextOffset) return; // Nothing was written since; there may not even be a file.
    const { all } = this.segments;
    for (let index = this.segments.indexOf(this.recoveryPoint); index < count; index += 1)
      all[index]!.flush();
  }

  close({ clean, sync }: { clean: boolean; sync: boolean }): void {
    const isClean = clean && this.failure === undefined;
    try {
      if (isClean) {
        this.snapshots.take(this.producers, this.nextOffset);
        if (sync) this.flush();
      }
    } finally {
      for (const segment of this.segments.all) segment.close({ clean: isClean });
    }
  }

  /** A disk error in here leaves files and memory at odds, which only recovery mends. */
  private guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
