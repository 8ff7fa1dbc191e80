/** One partition's log: appends, reads, truncates, forgets, and survives crashes. */

import { assert } from '../base/assert.ts';
import { EngineError } from '../base/errors.ts';
import { assignOffsets, type Batch, batchesOf, isCrcValid } from '../records/batch.ts';
import {
  type AppendedRange,
  type AppendOrigin,
  type AppendResult,
  checkContent,
  checkProducer,
  logAppendTimeOf,
  refusal,
} from './append-result.ts';
import { type Cleanable, cleanableOf, cleanSegments } from './cleaner.ts';
import type { EpochEnd } from './leader-epoch-cache.ts';
import type { LogConfig } from './log-config.ts';
import {
  findByTimestamp,
  findMaxTimestamp,
  type OffsetAndTimestamp,
  readBatches,
  type ReadOptions,
} from './log-reader.ts';
import { LogStore, type LogStoreOptions } from './log-store.ts';
import type { ProducerBatch, ProducerEntry } from './producer-states.ts';
import { inCodecOf } from './recompress.ts';
import { countDeletable, type RetentionView } from './retention.ts';
import { RELATIVE_MAX } from './segment.ts';
import type { AbortedTransaction } from './transaction-index.ts';

export interface PartitionLogOptions extends LogStoreOptions {
  topic: string;
  partition: number;
  topicId: string;
}

const EMPTY = Buffer.alloc(0);

function isRising(last: number, batch: Batch): boolean {
  return (
    batch.baseOffset > last &&
    batch.lastOffset >= batch.baseOffset &&
    Number.isSafeInteger(batch.lastOffset)
  );
}

export class PartitionLog {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly directory: string;
  private readonly clock: PartitionLogOptions['clock'];
  private readonly store: LogStore;

  static open(options: PartitionLogOptions): PartitionLog {
    return new PartitionLog(options);
  }

  private constructor(options: PartitionLogOptions) {
    this.topic = options.topic;
    this.partition = options.partition;
    this.topicId = options.topicId;
    this.directory = options.directory;
    this.clock = options.clock;
    this.store = new LogStore(options);
  }

  get config(): LogConfig {
    return this.store.config;
  }

  set config(config: LogConfig) {
    this.store.config = config;
  }

  get logStartOffset(): number {
    return this.store.startOffset;
  }

  /** Whether records before the log start are still in its first segment, so that the files do not tell where it starts. */
  get startsWithinSegment(): boolean {
    return this.store.startOffset > this.store.segments.first.baseOffset;
  }

  /** The offset that the next record gets. */
  get endOffset(): number {
    return this.store.nextOffset;
  }

  /** Bytes of all batches. */
  get size(): number {
    return this.store.bytes;
  }

  get segmentCount(): number {
    return this.store.segments.all.length;
  }

  get highWatermark(): number {
    return this.store.highWatermark;
  }

  /** The owner says up to where the log is replicated; this never goes back but by truncation. */
  set highWatermark(offset: number) {
    const { store } = this;
    assert(offset <= store.nextOffset, 'The high watermark is not beyond the end of the log.');
    if (offset <= store.highWatermark) return;
    store.highWatermark = offset;
    store.producers.highWatermarkMoved(offset);
  }

  /** Up to here read-committed consumers may read: no transaction before it is undecided. */
  get lastStableOffset(): number {
    const { producers, highWatermark, startOffset } = this.store;
    const unstable = producers.firstUnstableOffset ?? highWatermark;
    return Math.min(Math.max(unstable, startOffset), highWatermark);
  }

  /** What is before this offset would survive a loss of power. */
  get recoveryPoint(): number {
    return this.store.recoveryPoint;
  }

  /** -1 when no leader has written yet. */
  get latestEpoch(): number {
    return this.store.epochs.latestEpoch;
  }

  /** Bytes that recovery cut off when the log was opened. */
  get cutBytes(): number {
    return this.store.cutBytes;
  }

  /** After a disk error that left files and memory at odds the log takes nothing more. */
  get isFailed(): boolean {
    return this.store.isFailed;
  }

  /** Appends one batch. It is checked first when a client made it, and gets its offsets and epoch in place. */
  appendAsLeader(
    bytes: Buffer,
    { leaderEpoch, origin = 'client' }: { leaderEpoch: number; origin?: AppendOrigin },
  ): AppendResult {
    const { store } = this;
    store.requireSound();
    const checked = checkContent(bytes, origin, { config: store.config, now: this.clock.now() });
    if ('kind' in checked) return checked;
    const known = checkProducer(store.producers, checked, origin);
    if (known.kind === 'refused') return refusal(known.error, known.message);
    if (known.kind === 'duplicate') return { kind: 'duplicate', ...this.rangeOf(known.batch) };
    const batch = origin === 'client' ? inCodecOf(checked, store.config) : checked;
    const size = batch.end - batch.start;
    if (size > store.config.segmentBytes) {
      return refusal('RECORD_LIST_TOO_LARGE', `A batch of ${size} bytes is larger than a segment.`);
    }
    const baseOffset = store.nextOffset;
    const lastOffset = baseOffset + batch.lastOffsetDelta;
    assignOffsets(batch.buffer, batch.start, { baseOffset, leaderEpoch });
    store.write(batch.buffer, [{ ...batch, baseOffset, lastOffset, leaderEpoch }]);
    return {
      kind: 'appended',
      baseOffset,
      lastOffset,
      logAppendTime: logAppendTimeOf(batch),
      logStartOffset: store.startOffset,
    };
  }

  private rangeOf({ lastOffset, offsetDelta, timestamp }: ProducerBatch): AppendedRange {
    const logAppendTime = this.config.messageTimestampType === 'LogAppendTime' ? timestamp : -1;
    return {
      baseOffset: lastOffset - offsetDelta,
      lastOffset,
      logAppendTime,
      logStartOffset: this.logStartOffset,
    };
  }

  /** Appends what a leader sent, offsets and epochs as they are; what is there already is passed over. */
  appendAsFollower(bytes: Buffer): { firstOffset: number; lastOffset: number } {
    const { store } = this;
    store.requireSound();
    const firstOffset = store.nextOffset;
    let run: Batch[] = [];
    for (const batch of batchesOf(bytes)) {
      if (!isCrcValid(batch)) throw this.fetchedError('CORRUPT', 'a batch whose checksum is wrong');
      if (batch.lastOffset < store.nextOffset) continue;
      const last = run.at(-1)?.lastOffset ?? store.nextOffset - 1;
      if (!isRising(last, batch)) {
        throw this.fetchedError(
          'OFFSETS',
          `offsets ${batch.baseOffset} to ${batch.lastOffset} after ${last}`,
        );
      }
      if (run.length > 0 && !this.fitsOneSegment(run[0]!, batch)) {
        store.write(bytes, run);
        run = [];
      }
      run.push(batch);
    }
    if (run.length > 0) store.write(bytes, run);
    return { firstOffset, lastOffset: store.nextOffset - 1 };
  }

  /** Whether the batches from `first` to `last` may go into the same segment. */
  private fitsOneSegment(first: Batch, last: Batch): boolean {
    const { config, segments } = this.store;
    const room = config.segmentBytes - segments.active.size;
    return last.end - first.start <= room && last.lastOffset - first.baseOffset <= RELATIVE_MAX;
  }

  private fetchedError(code: 'CORRUPT' | 'OFFSETS', what: string): EngineError {
    return new EngineError(
      `LOG_FETCHED_${code}`,
      `The leader of ${this.topic}-${this.partition} sent ${what}.`,
    );
  }

  /** Whole batches from the one that holds `fromOffset` on; empty at the end. The caller has checked that the offset is in range. */
  read(fromOffset: number, options: ReadOptions): Buffer {
    const { segments, tail, config, nextOffset } = this.store;
    if (fromOffset >= Math.min(options.upTo ?? nextOffset, nextOffset)) return EMPTY;
    return readBatches(
      { segments, tail, indexIntervalBytes: config.indexIntervalBytes },
      fromOffset,
      options,
    );
  }

  /** The first record at or after `timestamp` before the offset `upTo`. */
  offsetForTimestamp(timestamp: number, upTo = this.endOffset): OffsetAndTimestamp | undefined {
    const found = findByTimestamp(this.store.segments, timestamp, this.logStartOffset);
    return found !== undefined && found.offset < upTo ? found : undefined;
  }

  /** The record with the greatest timestamp (KIP-734). */
  maxTimestampOffset(): OffsetAndTimestamp | undefined {
    return findMaxTimestamp(this.store.segments);
  }

  /** Where the records of `epoch` end in this log (KIP-320); -1 for both when the epoch is beyond its knowledge. */
  epochEndOffset(epoch: number): EpochEnd {
    return this.store.epochs.endOf(epoch, this.endOffset);
  }

  /** The epoch of the record at `offset`; -1 where it is not known. */
  epochAt(offset: number): number {
    return this.store.epochs.epochAt(offset);
  }

  /** A new leader's term begins here. */
  startEpoch(epoch: number): void {
    this.store.epochs.assign(epoch, this.endOffset);
  }

  /** The aborted transactions whose records a reader of [from, to) would see. */
  abortedTransactions(from: number, to: number): AbortedTransaction[] {
    const found: AbortedTransaction[] = [];
    for (const segment of this.store.segments.from(from)) {
      for (const transaction of segment.transactions.entries) {
        if (transaction.lastOffset >= from && transaction.firstOffset < to) found.push(transaction);
        if (transaction.lastStableOffset >= to) return found;
      }
    }
    return found;
  }

  /** What the log remembers of an idempotent producer. */
  producer(producerId: number): ProducerEntry | undefined {
    return this.store.producers.all.get(producerId);
  }

  /** All of them. */
  activeProducers(): ProducerEntry[] {
    return Array.from(this.store.producers.all.values());
  }

  /** Removes `offset` and all after it; a batch that holds it goes whole. */
  truncateTo(offset: number): void {
    const { store } = this;
    store.requireSound();
    if (offset >= store.nextOffset) {
      // An epoch that began at the end without a record may be unknown to the new leader: it goes, or both would disagree for ever.
      store.epochs.truncateEnd(offset);
      return;
    }
    if (offset < store.segments.first.baseOffset) store.restartAt(offset);
    else store.truncateTo(offset);
  }

  /** Empties the log; the next record gets `offset`. */
  truncateFullyAndStartAt(offset: number): void {
    this.store.requireSound();
    this.store.restartAt(offset);
  }

  /** Moves the log start up; false, and nothing happens, when `offset` is beyond the high watermark. */
  deleteRecordsBefore(offset: number): boolean {
    const { store } = this;
    if (offset > store.highWatermark) return false;
    if (offset <= store.startOffset) return true;
    store.requireSound();
    const view = {
      ...this.retentionView(),
      logStartOffset: offset,
      config: { ...store.config, cleanupPolicy: [] },
    };
    store.removeBefore(offset, countDeletable(view, this.clock.now()));
    return true;
  }

  /** Removes what is too old or too much; returns how many segments went. */
  applyRetention(now: number): number {
    const { store } = this;
    store.requireSound();
    store.producers.expire(now, store.config.producerIdExpirationMs);
    const count = countDeletable(this.retentionView(), now);
    if (count === 0) return 0;
    if (count === store.segments.all.length) store.roll(store.nextOffset);
    store.removeBefore(0, count);
    return count;
  }

  private retentionView(): RetentionView {
    const { config, startOffset, nextOffset, highWatermark, segments } = this.store;
    return {
      segments: segments.all,
      config,
      logStartOffset: startOffset,
      endOffset: nextOffset,
      highWatermark,
    };
  }

  /** Before this offset compaction has been at work. */
  get cleanedTo(): number {
    return this.store.cleanedTo;
  }

  /** How much there is for compaction to do. */
  cleanable(): Cleanable {
    const { config, segments, cleanedTo } = this.store;
    const view = {
      config,
      cleanedTo,
      segments: segments.all,
      lastStableOffset: this.lastStableOffset,
    };
    return cleanableOf(view, this.clock.now());
  }

  /** Compacts in steps of a few milliseconds, one at each `next()`; the log may be used in between. */
  *clean(): Generator<void, void> {
    const { store } = this;
    store.requireSound();
    const cleanedTo = yield* cleanSegments(this.cleanable(), store.cleanTarget, this.clock.now());
    if (cleanedTo !== undefined) store.cleanedTo = Math.min(cleanedTo, store.nextOffset);
  }

  /** Waits until everything would survive a loss of power. */
  flush(): void {
    this.store.requireSound();
    this.store.flush();
  }

  /** Does what `flush.ms` asks, and flushes segments that were completed longer ago than `sealedForMs`. */
  flushDue(sealedForMs: number): void {
    this.store.flushDue(sealedForMs);
  }

  /** A clean close writes all that a quick start needs; `sync` also waits for the platter. Without it, only descriptors are closed. */
  close({ clean, sync = true }: { clean: boolean; sync?: boolean }): void {
    this.store.close({ clean, sync });
  }
}
