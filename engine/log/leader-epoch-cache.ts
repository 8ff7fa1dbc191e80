/** `leader-epoch-checkpoint`: which leader's term began at which offset (KIP-101), the memory that truncation rests on. */

import type { Disk } from '../base/ports/disk.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';

export interface EpochStart {
  readonly epoch: number;
  readonly startOffset: number;
}

/** Where the records of an epoch end; both are -1 when the epoch is beyond all that this log knows. */
export interface EpochEnd {
  readonly epoch: number;
  readonly endOffset: number;
}

const NO_EPOCH = -1;
const UNKNOWN: EpochEnd = { epoch: -1, endOffset: -1 };

export class LeaderEpochCache {
  private readonly disk: Disk;
  private path: string;
  private starts: EpochStart[];

  constructor(disk: Disk, path: string) {
    this.disk = disk;
    this.path = path;
    const entries = readCheckpoint(disk, path) ?? [];
    this.starts = entries.map(([epoch, startOffset]) => ({
      epoch: Number(epoch),
      startOffset: Number(startOffset),
    }));
  }

  get entries(): readonly EpochStart[] {
    return this.starts;
  }

  /** -1 before the first. */
  get latestEpoch(): number {
    return this.starts.at(-1)?.epoch ?? NO_EPOCH;
  }

  /** The records from `startOffset` on are of `epoch`; what was noted for them before was never real. */
  assign(epoch: number, startOffset: number): void {
    if (epoch < 0 || epoch === this.latestEpoch) return;
    const kept = this.starts.filter(
      (start) => start.epoch < epoch && start.startOffset < startOffset,
    );
    this.replace([...kept, { epoch, startOffset }]);
  }

  /** The end of the greatest epoch not beyond `epoch` (KIP-320); `endOffset` is the log's. */
  endOf(epoch: number, endOffset: number): EpochEnd {
    if (epoch === NO_EPOCH) return UNKNOWN;
    if (epoch === this.latestEpoch) return { epoch, endOffset };
    const higher = this.starts.findIndex((start) => start.epoch > epoch);
    if (higher === -1) return UNKNOWN;
    return {
      epoch: this.starts[higher - 1]?.epoch ?? epoch,
      endOffset: this.starts[higher]!.startOffset,
    };
  }

  /** The epoch of the record at `offset`; -1 where it is not known. */
  epochAt(offset: number): number {
    return this.starts.findLast(({ startOffset }) => startOffset <= offset)?.epoch ?? NO_EPOCH;
  }

  /** The log now ends at `endOffset`. */
  truncateEnd(endOffset: number): void {
    const kept = this.starts.filter(({ startOffset }) => startOffset < endOffset);
    if (kept.length !== this.starts.length) this.replace(kept);
  }

  /** The log now starts at `startOffset`: the epoch of its first record starts there. */
  truncateStart(startOffset: number): void {
    const first = this.starts.findLastIndex((start) => start.startOffset <= startOffset);
    if (first === -1 || this.starts[first]!.startOffset === startOffset) {
      if (first > 0) this.replace(this.starts.slice(first));
      return;
    }
    this.replace([
      { epoch: this.starts[first]!.epoch, startOffset },
      ...this.starts.slice(first + 1),
    ]);
  }

  clear(): void {
    if (this.starts.length > 0) this.replace([]);
  }

  moveTo(path: string): void {
    this.path = path;
  }

  private replace(starts: EpochStart[]): void {
    writeCheckpoint(
      this.disk,
      this.path,
      starts.map(({ epoch, startOffset }) => [epoch, startOffset]),
    );
    this.starts = starts;
  }
}
