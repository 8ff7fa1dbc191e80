/** `.txnindex`: the aborted transactions that ended in a segment, so that readers of committed data can leave them out. */

import type { Disk } from '../base/ports/disk.ts';
import { readInt64, writeInt64 } from '../records/int64.ts';

const ENTRY_SIZE = 34;
const VERSION = 0;

export interface AbortedTransaction {
  producerId: number;
  firstOffset: number;
  /** The offset of the abort marker. */
  lastOffset: number;
  /** Where the log was stable when this transaction had ended. */
  lastStableOffset: number;
}

/** Read when it is first asked for; the file exists only where a transaction was aborted. */
export class TransactionIndex {
  private readonly disk: Disk;
  private filePath: string;
  private loaded: AbortedTransaction[] | undefined;

  constructor(options: { disk: Disk; path: string; exists: boolean }) {
    this.disk = options.disk;
    this.filePath = options.path;
    this.loaded = options.exists ? undefined : [];
  }

  get entries(): readonly AbortedTransaction[] {
    return this.load();
  }

  append(entry: AbortedTransaction): void {
    const entries = this.load();
    const file = this.disk.open(this.filePath, 'write');
    try {
      file.write(encodeEntry(entry), 0, ENTRY_SIZE, entries.length * ENTRY_SIZE);
    } finally {
      file.close();
    }
    entries.push(entry);
  }

  /** Forgets the transactions that ended at `offset` or beyond. */
  truncateTo(offset: number): void {
    this.replace(this.load().filter(({ lastOffset }) => lastOffset < offset));
  }

  /** Puts `entries` in place of all. */
  replace(entries: readonly AbortedTransaction[]): void {
    if (entries.length === 0) {
      if (this.load().length > 0) this.disk.remove(this.filePath);
    } else if (entries.length !== this.load().length) {
      this.disk.writeFileAtomic(this.filePath, Buffer.concat(entries.map(encodeEntry)));
    }
    this.loaded = [...entries];
  }

  sync(): void {
    if (this.load().length === 0) return;
    const file = this.disk.open(this.filePath, 'write');
    try {
      file.sync();
    } finally {
      file.close();
    }
  }

  remove(): void {
    this.loaded = [];
    this.disk.remove(this.filePath);
  }

  rename(path: string): void {
    if (this.disk.exists(this.filePath)) this.disk.rename(this.filePath, path);
    this.filePath = path;
  }

  /** A torn last entry is left out, and overwritten by the next. */
  private load(): AbortedTransaction[] {
    if (this.loaded !== undefined) return this.loaded;
    const bytes = this.disk.readFile(this.filePath);
    this.loaded = [];
    for (let at = 0; at + ENTRY_SIZE <= bytes.length; at += ENTRY_SIZE)
      this.loaded.push(decodeEntry(bytes, at));
    return this.loaded;
  }
}

function encodeEntry(entry: AbortedTransaction): Buffer {
  const bytes = Buffer.alloc(ENTRY_SIZE);
  bytes.writeInt16BE(VERSION, 0);
  writeInt64(bytes, entry.producerId, 2);
  writeInt64(bytes, entry.firstOffset, 10);
  writeInt64(bytes, entry.lastOffset, 18);
  writeInt64(bytes, entry.lastStableOffset, 26);
  return bytes;
}

function decodeEntry(bytes: Buffer, at: number): AbortedTransaction {
  return {
    producerId: readInt64(bytes, at + 2),
    firstOffset: readInt64(bytes, at + 10),
    lastOffset: readInt64(bytes, at + 18),
    lastStableOffset: readInt64(bytes, at + 26),
  };
}
