/** The entries of one index: in memory while they are used, on disk when they are settled. */

import { assert } from '../base/assert.ts';
import type { Disk } from '../base/ports/disk.ts';
import type { RecentlyUsed, Releasable } from './recently-used.ts';

const INITIAL_ENTRIES = 64;

/**
 * The index of an active segment is pinned: it lives in memory and is written when it is flushed, because an index can
 * always be rebuilt from its log, and a write per entry would double the calls of an append. Others come and go.
 */
export class IndexFile implements Releasable {
  wasUsed = false;
  readonly entrySize: number;
  private readonly disk: Disk;
  private readonly loaded: RecentlyUsed;
  private filePath: string;
  private entries: Buffer | undefined;
  private entryCount = 0;
  private countOnDisk = 0;
  private isPinned = false;
  private isOnDisk = false;

  constructor(options: {
    disk: Disk;
    loadedIndexes: RecentlyUsed;
    path: string;
    entrySize: number;
  }) {
    this.disk = options.disk;
    this.loaded = options.loadedIndexes;
    this.filePath = options.path;
    this.entrySize = options.entrySize;
  }

  get count(): number {
    this.bytes();
    return this.entryCount;
  }

  /** The entries, of which the first `count` are valid. */
  bytes(): Buffer {
    this.wasUsed = true;
    return this.entries ?? this.load();
  }

  /** Makes room for one more entry and returns where in `bytes()` the caller must write it. */
  extend(): number {
    assert(this.isPinned, 'Only the index of an active segment grows.');
    const bytes = this.bytes();
    const at = this.entryCount * this.entrySize;
    if (at + this.entrySize > bytes.length) {
      this.entries = Buffer.alloc(Math.max(bytes.length * 2, INITIAL_ENTRIES * this.entrySize));
      bytes.copy(this.entries, 0, 0, at);
    }
    this.entryCount += 1;
    return at;
  }

  /** Keeps the first `count` entries. */
  truncate(count: number): void {
    this.bytes();
    this.entryCount = Math.min(this.entryCount, count);
    if (this.countOnDisk > this.entryCount) this.cutFile();
  }

  /** Forgets all entries without reading them: they will be written anew. */
  reset(): void {
    this.entries = Buffer.alloc(0);
    this.entryCount = 0;
    this.cutFile();
  }

  pin(): void {
    if (!this.isPinned) this.loaded.forget(this);
    this.isPinned = true;
  }

  /** From now on the entries may be let go; they are on disk. */
  unpin(): void {
    if (!this.isPinned) return;
    this.flush({ sync: false });
    this.isPinned = false;
    if (this.entries !== undefined) this.loaded.hold(this);
  }

  /** An index without entries gets a file, too: one that is missing looks like one that was lost. */
  flush(options: { sync: boolean }): void {
    if (this.entries === undefined && !this.isPinned) return;
    const entries = this.bytes();
    if (this.countOnDisk === this.entryCount && this.isOnDisk && !options.sync) return;
    const file = this.disk.open(this.filePath, 'write');
    try {
      const start = this.countOnDisk * this.entrySize;
      const end = this.entryCount * this.entrySize;
      if (end > start) file.write(entries, start, end - start, start);
      if (options.sync) file.sync();
    } finally {
      file.close();
    }
    this.countOnDisk = this.entryCount;
    this.isOnDisk = true;
  }

  release(): void {
    this.entries = undefined;
  }

  /** Lets go of everything without writing. */
  close(): void {
    if (this.entries !== undefined && !this.isPinned) this.loaded.forget(this);
    this.entries = undefined;
    this.isPinned = false;
  }

  remove(): void {
    this.close();
    this.disk.remove(this.filePath);
  }

  rename(path: string): void {
    if (this.disk.exists(this.filePath)) this.disk.rename(this.filePath, path);
    this.filePath = path;
  }

  /** A live Kafka fills its index files up with zeros; those are no entries. */
  private load(): Buffer {
    this.isOnDisk = this.disk.exists(this.filePath);
    const content = this.isOnDisk ? this.disk.readFile(this.filePath) : Buffer.alloc(0);
    const whole = Math.floor(content.length / this.entrySize);
    let count = whole;
    while (count > 0 && this.isZero(content, count - 1)) count -= 1;
    this.entries = content;
    this.entryCount = count;
    this.countOnDisk = count;
    if (!this.isPinned) this.loaded.hold(this);
    if (content.length !== count * this.entrySize) this.cutFile();
    return content;
  }

  private isZero(content: Buffer, entry: number): boolean {
    for (let at = entry * this.entrySize; at < (entry + 1) * this.entrySize; at += 1) {
      if (content[at] !== 0) return false;
    }
    return true;
  }

  private cutFile(): void {
    const file = this.disk.open(this.filePath, 'write');
    try {
      file.truncate(this.entryCount * this.entrySize);
    } finally {
      file.close();
    }
    this.countOnDisk = this.entryCount;
    this.isOnDisk = true;
  }
}
