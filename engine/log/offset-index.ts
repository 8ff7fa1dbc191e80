/** `.index`: from offsets to positions in the log, sparse; entries are a relative offset and a position, 32 bits each. */

import { IndexFile } from './index-file.ts';

const ENTRY_SIZE = 8;
const POSITION_AT = 4;

export type IndexOptions = Omit<ConstructorParameters<typeof IndexFile>[0], 'entrySize'> & {
  baseOffset: number;
};

export class OffsetIndex {
  readonly file: IndexFile;
  private readonly baseOffset: number;

  constructor(options: IndexOptions) {
    this.file = new IndexFile({ ...options, entrySize: ENTRY_SIZE });
    this.baseOffset = options.baseOffset;
  }

  /** `offset` is the last one of the batch at `position`. */
  append(offset: number, position: number): void {
    const at = this.file.extend();
    const bytes = this.file.bytes();
    bytes.writeInt32BE(offset - this.baseOffset, at);
    bytes.writeInt32BE(position, at + POSITION_AT);
  }

  /** A position at or before the batch that holds `offset`. */
  lookup(offset: number): number {
    const entry = this.lastEntryBelow(offset - this.baseOffset + 1);
    return entry === -1 ? 0 : this.file.bytes().readInt32BE(entry * ENTRY_SIZE + POSITION_AT);
  }

  /** Forgets the entries of `offset` and beyond. */
  truncateTo(offset: number): void {
    this.file.truncate(this.lastEntryBelow(offset - this.baseOffset) + 1);
  }

  isFull(sizeMax: number): boolean {
    return this.file.count >= Math.floor(sizeMax / ENTRY_SIZE);
  }

  /** Whether offsets and positions rise and lie within a log of `logSize` bytes. */
  isSane(logSize: number): boolean {
    const bytes = this.file.bytes();
    let offset = -1;
    let position = -1;
    for (let at = 0; at < this.file.count * ENTRY_SIZE; at += ENTRY_SIZE) {
      const nextOffset = bytes.readInt32BE(at);
      const nextPosition = bytes.readInt32BE(at + POSITION_AT);
      if (nextOffset <= offset || nextPosition <= position) return false;
      offset = nextOffset;
      position = nextPosition;
    }
    return position < Math.max(logSize, 1);
  }

  /** The last entry with a relative offset below `relativeOffset`; -1 for none. */
  private lastEntryBelow(relativeOffset: number): number {
    const bytes = this.file.bytes();
    let low = 0;
    let high = this.file.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bytes.readInt32BE(middle * ENTRY_SIZE) < relativeOffset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
