/** One segment of a log: a file of batches, and the indexes into it. */

import type { Disk } from '../base/ports/disk.ts';
import type { Batch } from '../records/batch.ts';
import { scanBatches, type VisitBatch } from './batch-scan.ts';
import { LEFTOVER, segmentFileName, type SegmentFileKind } from './file-names.ts';
import type { LogConfig } from './log-config.ts';
import { OffsetIndex } from './offset-index.ts';
import { PooledFile } from './pooled-file.ts';
import type { RecentlyUsed } from './recently-used.ts';
import { TimeIndex } from './time-index.ts';
import { TransactionIndex } from './transaction-index.ts';

/** Relative offsets and positions are signed 32-bit numbers. */
export const RELATIVE_MAX = 0x7fff_ffff;

/** What the logs of one directory share. */
export interface SegmentHome {
  readonly disk: Disk;
  readonly openFiles: RecentlyUsed;
  readonly loadedIndexes: RecentlyUsed;
}

export interface SegmentOptions extends SegmentHome {
  directory: string;
  baseOffset: number;
  /** Bytes in the log file; it is created when it is not there. */
  size: number;
  hasTransactionIndex: boolean;
  now: number;
  /** `.cleaned` while a cleaner writes the segment. */
  suffix?: string;
}

interface TimestampedOffset {
  timestamp: number;
  /** The last offset of the batch that holds the timestamp. */
  offset: number;
}

export class LogSegment {
  readonly baseOffset: number;
  readonly offsetIndex: OffsetIndex;
  readonly timeIndex: TimeIndex;
  readonly transactions: TransactionIndex;
  size: number;
  /** When the segment was made, or opened; age counts from here where records have no timestamps. */
  readonly createdMs: number;
  /** When the segment was followed by another, or found so; never for the active one. */
  sealedMs: number;
  private readonly file: PooledFile;
  private readonly pathOf: (kind: SegmentFileKind, suffix: string) => string;
  private bytesSinceIndexEntry = 0;
  private greatest: TimestampedOffset | undefined;
  private firstTimestamp: number | undefined;

  constructor(options: SegmentOptions) {
    const { disk, directory, baseOffset } = options;
    this.pathOf = (kind, suffix) =>
      disk.join(directory, `${segmentFileName(baseOffset, kind)}${suffix}`);
    const pathOf = (kind: SegmentFileKind) => this.pathOf(kind, options.suffix ?? '');
    this.baseOffset = baseOffset;
    this.size = options.size;
    this.createdMs = options.now;
    this.sealedMs = options.now;
    this.file = new PooledFile({ disk, openFiles: options.openFiles, path: pathOf('.log') });
    this.offsetIndex = new OffsetIndex({ ...options, path: pathOf('.index') });
    this.timeIndex = new TimeIndex({ ...options, path: pathOf('.timeindex') });
    this.transactions = new TransactionIndex({
      disk,
      path: pathOf('.txnindex'),
      exists: options.hasTransactionIndex,
    });
    if (options.size === 0) this.firstTimestamp = -1;
  }

  /** Makes the (empty) log file, so that the base offset is known after a restart. A log that begins at 0 needs none for that. */
  create(): void {
    if (this.baseOffset > 0) this.file.use().truncate(0);
  }

  /** The greatest timestamp; -1 where records have none. */
  get maxTimestamp(): number {
    return this.greatestTimestamp.timestamp;
  }

  get greatestTimestamp(): Readonly<TimestampedOffset> {
    return (this.greatest ??= {
      ...(this.timeIndex.lastEntry ?? { timestamp: -1, offset: this.baseOffset }),
    });
  }

  /** Writes batches at the end. When it throws, the segment is as it was, but the file may have to be cut: see `cut`. */
  write(bytes: Buffer): number {
    const position = this.size;
    this.file.use().write(bytes, 0, bytes.length, position);
    this.size = position + bytes.length;
    return position;
  }

  /** Removes what a failed write may have left behind the end. */
  cut(): void {
    this.file.use().truncate(this.size);
  }

  /** Takes note of a batch that was written at `position`. */
  note(
    batch: { lastOffset: number; maxTimestamp: number; size: number },
    position: number,
    intervalBytes: number,
  ): void {
    const greatest = (this.greatest ??= { ...this.greatestTimestamp });
    if (batch.maxTimestamp > greatest.timestamp) {
      greatest.timestamp = batch.maxTimestamp;
      greatest.offset = batch.lastOffset;
    }
    if (position === 0) this.firstTimestamp = batch.maxTimestamp;
    if (this.bytesSinceIndexEntry > intervalBytes) {
      this.offsetIndex.append(batch.lastOffset, position);
      this.timeIndex.maybeAppend(greatest.timestamp, greatest.offset);
      this.bytesSinceIndexEntry = 0;
    }
    this.bytesSinceIndexEntry += batch.size;
  }

  /** Whether a batch with this last offset and timestamp belongs into a segment of its own. */
  shouldRoll(
    batch: { lastOffset: number; maxTimestamp: number; size: number },
    config: LogConfig,
    now: number,
  ): boolean {
    if (this.size === 0) return batch.lastOffset - this.baseOffset > RELATIVE_MAX;
    return (
      this.size > config.segmentBytes - batch.size ||
      this.size + batch.size > RELATIVE_MAX ||
      this.ageFor(batch.maxTimestamp, now) > config.segmentMs ||
      batch.lastOffset - this.baseOffset > RELATIVE_MAX ||
      this.offsetIndex.isFull(config.segmentIndexBytes) ||
      this.timeIndex.isFull(config.segmentIndexBytes)
    );
  }

  /** How old the segment is: by its first batch's timestamp where there is one, else by the clock. */
  private ageFor(timestamp: number, now: number): number {
    this.firstTimestamp ??= this.readFirstTimestamp();
    return this.firstTimestamp >= 0 && timestamp >= 0
      ? timestamp - this.firstTimestamp
      : now - this.createdMs;
  }

  private readFirstTimestamp(): number {
    let first = -1;
    this.scan(0, (batch) => {
      first = batch.maxTimestamp;
      return 'stop';
    });
    return first;
  }

  /** Reads up to `length` bytes at `position` into a buffer of its own. */
  read(position: number, length: number): Buffer {
    const target = Buffer.allocUnsafe(Math.min(length, this.size - position));
    const count = this.file.use().read(target, 0, target.length, position);
    return target.subarray(0, count);
  }

  /** Visits batches from `position` on; returns the position of the first that was not visited. */
  scan(position: number, visit: VisitBatch): number {
    if (position >= this.size) return this.size;
    return scanBatches(this.file.use(), { start: position, end: this.size }, visit);
  }

  /** The first batch of the segment that `test` accepts, from the batch of `offset` on; its bytes are its own. */
  findBatch(offset: number, test: (batch: Batch) => boolean): Batch | undefined {
    let found: Batch | undefined;
    this.scan(this.offsetIndex.lookup(offset), (batch) => {
      if (batch.lastOffset < offset || !test(batch)) return 'go on';
      found = {
        ...batch,
        buffer: Buffer.from(batch.buffer.subarray(batch.start, batch.end)),
        start: 0,
        end: batch.end - batch.start,
      };
      return 'stop';
    });
    return found;
  }

  /** Removes the batches that hold `offset` or come after it; returns the offset at which the segment now ends. */
  truncateTo(offset: number): number {
    let end = offset;
    const position = this.scan(this.offsetIndex.lookup(offset), (batch) => {
      if (batch.lastOffset < offset) return 'go on';
      end = Math.min(offset, batch.baseOffset);
      return 'stop';
    });
    this.offsetIndex.truncateTo(offset);
    this.timeIndex.truncateTo(offset);
    this.transactions.truncateTo(offset);
    this.file.use().truncate(position);
    this.size = position;
    this.bytesSinceIndexEntry = 0;
    this.greatest = undefined;
    this.firstTimestamp = undefined;
    return end;
  }

  /** The segment takes appends: its indexes stay in memory. */
  activate(): void {
    this.offsetIndex.file.pin();
    this.timeIndex.file.pin();
    this.sealedMs = Infinity;
  }

  /** The segment is complete: its time index gets the last entry, and its indexes are written. */
  seal(now: number): void {
    this.addLastTimeEntry();
    this.offsetIndex.file.unpin();
    this.timeIndex.file.unpin();
    this.sealedMs = now;
  }

  private addLastTimeEntry(): void {
    const { timestamp, offset } = this.greatestTimestamp;
    if (timestamp >= 0) this.timeIndex.maybeAppend(timestamp, offset);
  }

  /** Waits until all of the segment would survive a loss of power. */
  flush(): void {
    this.file.use().sync();
    this.transactions.sync();
    this.flushIndexes({ sync: true });
  }

  /** A segment without records needs no index files. */
  private flushIndexes(options: { sync: boolean }): void {
    if (this.size === 0) return;
    this.offsetIndex.file.flush(options);
    this.timeIndex.file.flush(options);
  }

  /** Indexes are written, so that a clean start finds them. */
  close(options: { clean: boolean }): void {
    if (options.clean) {
      if (this.sealedMs === Infinity) this.addLastTimeEntry();
      this.flushIndexes({ sync: false });
    }
    this.offsetIndex.file.close();
    this.timeIndex.file.close();
    this.file.close();
  }

  /** Takes the place of the segments that it was made from. From the first step on a crash ends with the cleaned one. */
  swapIn(replaced: readonly LogSegment[]): void {
    this.transactions.rename(this.pathOf('.txnindex', LEFTOVER.swap));
    this.file.rename(this.pathOf('.log', LEFTOVER.swap));
    for (const segment of replaced) segment.remove();
    this.transactions.rename(this.pathOf('.txnindex', ''));
    this.offsetIndex.file.rename(this.pathOf('.index', ''));
    this.timeIndex.file.rename(this.pathOf('.timeindex', ''));
    this.file.rename(this.pathOf('.log', ''));
  }

  remove(): void {
    this.offsetIndex.file.remove();
    this.timeIndex.file.remove();
    this.transactions.remove();
    this.file.remove();
  }
}
