/** A log in memory behind the coordinator's port, for tests: commits and failures come when told. */

import { assignOffsets, lastOffsetAt, readBatch } from '../records/batch.ts';
import type { CoordinatorLog, LogError } from './coordinator-log.ts';

interface Waiter {
  readonly offset: number;
  readonly resolve: (error: LogError) => void;
}

export class MemoryLog implements CoordinatorLog {
  readonly startOffset: number = 0;
  /** While true, what is appended is committed at once. */
  isReplicated = true;
  /** The error of every append until it is set back to zero. */
  appendError: LogError = 0;
  private readonly batches: Buffer[] = [];
  private readonly batchesPerRead: number;
  private end = 0;
  private highWatermark = 0;
  private waiters: Waiter[] = [];

  constructor(options: { batchesPerRead?: number } = {}) {
    this.batchesPerRead = options.batchesPerRead ?? Number.POSITIVE_INFINITY;
  }

  get endOffset(): number {
    return this.end;
  }

  get batchCount(): number {
    return this.batches.length;
  }

  append(batch: Buffer, leaderEpoch: number): { baseOffset: number } | LogError {
    if (this.appendError !== 0) return this.appendError;
    const baseOffset = this.end;
    const own = Buffer.from(batch);
    assignOffsets(own, 0, { baseOffset, leaderEpoch });
    this.batches.push(own);
    this.end = lastOffsetAt(own, 0) + 1;
    if (this.isReplicated) this.replicate();
    return { baseOffset };
  }

  committed(offset: number): Promise<LogError> {
    if (offset < this.highWatermark) return Promise.resolve(0);
    return new Promise((resolve) => this.waiters.push({ offset, resolve }));
  }

  read(fromOffset: number): Buffer {
    const from = this.batches.findIndex((batch) => readBatch(batch).lastOffset >= fromOffset);
    return from === -1
      ? Buffer.alloc(0)
      : Buffer.concat(this.batches.slice(from, from + this.batchesPerRead));
  }

  /** Moves the high watermark to the end. */
  replicate(): void {
    this.highWatermark = this.end;
    const ready = this.waiters.filter(({ offset }) => offset < this.highWatermark);
    this.waiters = this.waiters.filter(({ offset }) => offset >= this.highWatermark);
    for (const { resolve } of ready) resolve(0);
  }

  /** Whoever waits for a commit learns that it will not come. */
  loseLeadership(error: LogError): void {
    const { waiters } = this;
    this.waiters = [];
    for (const { resolve } of waiters) resolve(error);
  }
}
