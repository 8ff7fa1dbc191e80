/** `.timeindex`: from timestamps to offsets, sparse and rising; entries are a timestamp (64 bits) and a relative offset (32). */

import { readInt64, writeInt64 } from '../records/int64.ts';
import { IndexFile } from './index-file.ts';
import type { IndexOptions } from './offset-index.ts';

const ENTRY_SIZE = 12;
const OFFSET_AT = 8;

/** A timestamp, and the last offset of the batch in which it is the greatest so far. */
export interface TimeIndexEntry {
  timestamp: number;
  offset: number;
}

export class TimeIndex {
  readonly file: IndexFile;
  private readonly baseOffset: number;

  constructor(options: IndexOptions) {
    this.file = new IndexFile({ ...options, entrySize: ENTRY_SIZE });
    this.baseOffset = options.baseOffset;
  }

  get lastEntry(): TimeIndexEntry | undefined {
    return this.entry(this.file.count - 1);
  }

  /** Adds the entry unless its timestamp is not beyond the last. */
  maybeAppend(timestamp: number, offset: number): void {
    const last = this.lastEntry;
    if (last === undefined ? timestamp < 0 : timestamp <= last.timestamp) return;
    const at = this.file.extend();
    const bytes = this.file.bytes();
    writeInt64(bytes, timestamp, at);
    bytes.writeInt32BE(offset - this.baseOffset, at + OFFSET_AT);
  }

  /** The last entry with a timestamp not beyond `timestamp`: all records up to its offset are no younger. */
  lookup(timestamp: number): TimeIndexEntry | undefined {
    let low = 0;
    let high = this.file.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entry(middle)!.timestamp <= timestamp) low = middle + 1;
      else high = middle;
    }
    return this.entry(low - 1);
  }

  /** Forgets the entries of `offset` and beyond. */
  truncateTo(offset: number): void {
    let count = this.file.count;
    while (count > 0 && this.entry(count - 1)!.offset >= offset) count -= 1;
    this.file.truncate(count);
  }

  /** One entry is kept free for the last one, which is written when the segment is closed. */
  isFull(sizeMax: number): boolean {
    return this.file.count >= Math.floor(sizeMax / ENTRY_SIZE) - 1;
  }

  isSane(): boolean {
    for (let index = 1; index < this.file.count; index += 1) {
      const [last, next] = [this.entry(index - 1)!, this.entry(index)!];
      if (next.timestamp <= last.timestamp || next.offset < last.offset) return false;
    }
    return this.entry(0) === undefined || this.entry(0)!.offset >= this.baseOffset;
  }

  private entry(index: number): TimeIndexEntry | undefined {
    if (index < 0 || index >= this.file.count) return undefined;
    const bytes = this.file.bytes();
    const at = index * ENTRY_SIZE;
    return {
      timestamp: readInt64(bytes, at),
      offset: this.baseOffset + bytes.readInt32BE(at + OFFSET_AT),
    };
  }
}
