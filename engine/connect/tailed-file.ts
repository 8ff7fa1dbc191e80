/** Follows a text file line by line: through its growth, its truncation, and its replacement by another file. */

import { EngineError } from '../base/errors.ts';
import type { Disk, DiskFile } from '../base/ports/disk.ts';
import { hasHead, headOf, type FileHead } from './file-head.ts';

export interface TailPosition {
  /** Bytes of whole lines that have been read. */
  readonly position: number;
  readonly head: FileHead;
}

export interface TailedLines {
  /** Without their line ends, as the bytes they were. */
  readonly lines: readonly Buffer[];
  readonly at: TailPosition;
  /** There was nothing to read. */
  readonly isAtEnd: boolean;
  readonly isMissing: boolean;
}

const CHUNK_BYTES = 256 * 1024;
const LINE_BYTES_MAX = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NO_HEAD: FileHead = { length: 0, hash: '811c9dc5' };

export class TailedFile {
  readonly #disk: Disk;
  readonly #path: string;
  #file: DiskFile | undefined;
  #position: number;
  #head: FileHead;
  /** Read, but not yet a whole line, or not yet asked for. */
  #pending: Buffer = Buffer.alloc(0);

  constructor(disk: Disk, path: string, from: TailPosition | undefined) {
    this.#disk = disk;
    this.#path = path;
    this.#position = from?.position ?? 0;
    this.#head = from?.head ?? NO_HEAD;
  }

  /** The next whole lines, at most `max`. */
  read(max: number): TailedLines {
    this.#file ??= this.#open();
    if (this.#file === undefined) return this.#result([], { isMissing: true });
    if (this.#isReplaced(this.#file)) this.#startOver();
    let lines = this.#takeLines(max);
    if (lines.length > 0) return this.#result(lines);
    if (this.#fill(this.#file)) lines = this.#takeLines(max);
    else return this.#atEnd();
    return this.#result(lines);
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  #open(): DiskFile | undefined {
    try {
      return this.#disk.open(this.#path, 'read');
    } catch (error) {
      if (error instanceof EngineError && error.code === 'DISK_MISSING') return undefined;
      throw error;
    }
  }

  /** Shorter than what was read of it, or with another beginning. */
  #isReplaced(file: DiskFile): boolean {
    return file.size() < this.#position + this.#pending.length || !hasHead(file, this.#head);
  }

  #startOver(): void {
    this.#position = 0;
    this.#head = NO_HEAD;
    this.#pending = Buffer.alloc(0);
  }

  /** Nothing more in this file: if the path now leads to another one, what is left here is its last line. */
  #atEnd(): TailedLines {
    const file = this.#open();
    if (file === undefined) return this.#result([], { isAtEnd: true });
    if (!this.#isReplaced(file)) {
      file.close();
      return this.#result([], { isAtEnd: true });
    }
    const rest = this.#pending;
    this.#file?.close();
    this.#file = file;
    this.#startOver();
    return this.#result(rest.length > 0 ? [withoutReturn(rest)] : []);
  }

  /** Whether anything was read. */
  #fill(file: DiskFile): boolean {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const from = this.#position + this.#pending.length;
    const length = file.read(chunk, 0, CHUNK_BYTES, from);
    if (length === 0) return false;
    const read = chunk.subarray(0, length);
    this.#pending = this.#pending.length === 0 ? read : Buffer.concat([this.#pending, read]);
    if (this.#pending.length > LINE_BYTES_MAX && !this.#pending.includes(LINE_FEED)) {
      throw new EngineError('LINE_TOO_LONG', `${this.#path} has a line of more than 16 MiB.`, {
        hint: 'Is it a text file with one record a line?',
      });
    }
    return true;
  }

  #takeLines(max: number): Buffer[] {
    const lines: Buffer[] = [];
    let start = 0;
    while (lines.length < max) {
      const end = this.#pending.indexOf(LINE_FEED, start);
      if (end < 0) break;
      lines.push(withoutReturn(this.#pending.subarray(start, end)));
      start = end + 1;
    }
    this.#pending = this.#pending.subarray(start);
    this.#position += start;
    return lines;
  }

  #result(
    lines: readonly Buffer[],
    state: { isAtEnd?: boolean; isMissing?: boolean } = {},
  ): TailedLines {
    const { isAtEnd = false, isMissing = false } = state;
    if (this.#file !== undefined && lines.length > 0) {
      this.#head = headOf(this.#file, this.#position);
    }
    const at = { position: this.#position, head: this.#head };
    return { lines, at, isAtEnd: isAtEnd || isMissing, isMissing };
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
