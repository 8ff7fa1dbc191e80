/** The snapshot files of a log's producer state, each named for the offset that it stands before. */

import type { Disk } from '../base/ports/disk.ts';
import { segmentFileName } from './file-names.ts';
import { decodeProducerSnapshot, encodeProducerSnapshot } from './producer-snapshot.ts';
import type { ProducerStates } from './producer-states.ts';

export class ProducerSnapshots {
  private readonly disk: Disk;
  private readonly directory: string;
  private offsets: number[];

  constructor(options: { disk: Disk; directory: string; offsets: readonly number[] }) {
    this.disk = options.disk;
    this.directory = options.directory;
    this.offsets = options.offsets.toSorted((a, b) => a - b);
  }

  /** Not synced: one that a loss of power breaks is recognised by its checksum, and the one before it serves. */
  take(producers: ProducerStates, offset: number): void {
    if (this.offsets.at(-1) === offset) return;
    const bytes = encodeProducerSnapshot(producers.all.values());
    const file = this.disk.open(this.pathOf(offset), 'write');
    try {
      file.truncate(0);
      file.write(bytes, 0, bytes.length, 0);
    } finally {
      file.close();
    }
    this.offsets.push(offset);
  }

  /** Sets `producers` to the last snapshot not beyond `offset`; returns the offset from which batches are still to be replayed. */
  restore(producers: ProducerStates, offset: number, startOffset: number): number {
    for (const taken of this.offsets
      .filter((each) => each <= offset && each >= startOffset)
      .toReversed()) {
      const entries = decodeProducerSnapshot(this.disk.readFile(this.pathOf(taken)));
      if (entries !== undefined) {
        producers.restore(entries);
        return taken;
      }
      this.removeIf((each) => each === taken);
    }
    producers.clear();
    return startOffset;
  }

  removeAfter(offset: number): void {
    this.removeIf((each) => each > offset);
  }

  removeBefore(offset: number): void {
    this.removeIf((each) => each < offset);
  }

  /** A snapshot is kept for the start of each segment, and the last. */
  removeStray(segmentStarts: readonly number[]): void {
    const last = this.offsets.at(-1);
    this.removeIf((each) => each !== last && !segmentStarts.includes(each));
  }

  private removeIf(isUnwanted: (offset: number) => boolean): void {
    for (const offset of this.offsets.filter(isUnwanted)) {
      this.disk.remove(this.pathOf(offset));
      this.offsets = this.offsets.filter((each) => each !== offset);
    }
  }

  private pathOf(offset: number): string {
    return this.disk.join(this.directory, segmentFileName(offset, '.snapshot'));
  }
}
