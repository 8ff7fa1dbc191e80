/** The machine's file system, called synchronously: the page cache answers faster than a turn of the loop. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { assert } from '../../assert.ts';
import { EngineError } from '../../errors.ts';
import type { Disk, DiskFile, OpenMode } from '../disk.ts';

const HINTS: Readonly<Record<string, { code: string; sentence: string; hint: string }>> = {
  ENOSPC: {
    code: 'DISK_FULL',
    sentence: 'The disk is full',
    hint: 'Free some space, or use another data directory (--data).',
  },
  EDQUOT: {
    code: 'DISK_FULL',
    sentence: 'The disk quota is used up',
    hint: 'Free some space, or use another data directory (--data).',
  },
  EACCES: {
    code: 'DISK_DENIED',
    sentence: 'Permission denied',
    hint: 'Choose a place that you may write to.',
  },
  EPERM: {
    code: 'DISK_DENIED',
    sentence: 'Permission denied',
    hint: 'Choose a place that you may write to.',
  },
  EROFS: {
    code: 'DISK_DENIED',
    sentence: 'The file system is read-only',
    hint: 'Choose a place that you may write to.',
  },
  ENOENT: {
    code: 'DISK_MISSING',
    sentence: 'There is no such file or directory',
    hint: 'Check the path.',
  },
  ENOTDIR: {
    code: 'DISK_NOT_DIRECTORY',
    sentence: 'A part of the path is a file',
    hint: 'Check the path.',
  },
  EISDIR: { code: 'DISK_IS_DIRECTORY', sentence: 'It is a directory', hint: 'Name a file.' },
  EEXIST: { code: 'DISK_EXISTS', sentence: 'It is there already', hint: 'Choose another name.' },
  EMFILE: {
    code: 'DISK_TOO_MANY_FILES',
    sentence: 'Too many files are open',
    hint: 'Raise the limit of open files (ulimit -n).',
  },
  ENFILE: {
    code: 'DISK_TOO_MANY_FILES',
    sentence: 'Too many files are open',
    hint: 'Raise the limit of open files (ulimit -n).',
  },
};

export const systemDisk: Disk = {
  open: (file, mode) => attempt(file, () => new SystemFile(file, mode)),
  exists: (file) => fs.existsSync(file),
  list: (directory) => attempt(directory, () => fs.readdirSync(directory).sort()),
  isDirectory: (file) => fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false,
  makeDirectory: (directory) => attempt(directory, () => makeDirectory(directory)),
  rename: (from, to) => attempt(from, () => fs.renameSync(from, to)),
  remove: (file) => attempt(file, () => fs.rmSync(file, { recursive: true, force: true })),
  readFile: (file) => attempt(file, () => fs.readFileSync(file)),
  writeFileAtomic: (file, content) => attempt(file, () => writeFileAtomic(file, content)),
  syncDirectory: (directory) => attempt(directory, () => syncDirectory(directory)),
  join: (...parts) => path.join(...parts),
};

class SystemFile implements DiskFile {
  private readonly file: string;
  private descriptor: number;

  constructor(file: string, mode: OpenMode) {
    const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL } = fs.constants;
    const flags = { read: O_RDONLY, write: O_RDWR | O_CREAT, create: O_RDWR | O_CREAT | O_EXCL };
    this.file = file;
    this.descriptor = fs.openSync(file, flags[mode]);
  }

  // oxlint-disable-next-line max-params -- The four of pread(2): an options object on this path would be garbage.
  read(target: Uint8Array, targetOffset: number, length: number, position: number): number {
    try {
      let total = 0;
      while (total < length) {
        const count = fs.readSync(
          this.descriptor,
          target,
          targetOffset + total,
          length - total,
          position + total,
        );
        if (count === 0) break;
        total += count;
      }
      return total;
    } catch (error) {
      throw diskError(this.file, error);
    }
  }

  // oxlint-disable-next-line max-params -- The four of pread(2): an options object on this path would be garbage.
  write(source: Uint8Array, sourceOffset: number, length: number, position: number): void {
    try {
      let total = 0;
      while (total < length) {
        total += fs.writeSync(
          this.descriptor,
          source,
          sourceOffset + total,
          length - total,
          position + total,
        );
      }
    } catch (error) {
      throw diskError(this.file, error);
    }
  }

  writev(buffers: readonly Uint8Array[], position: number): void {
    let at = position;
    try {
      const size = buffers.reduce((total, buffer) => total + buffer.byteLength, 0);
      const written = fs.writevSync(this.descriptor, buffers, position);
      if (written === size) return;
      let skip = written;
      for (const buffer of buffers) {
        if (skip < buffer.byteLength) this.write(buffer, skip, buffer.byteLength - skip, at + skip);
        skip = Math.max(0, skip - buffer.byteLength);
        at += buffer.byteLength;
      }
    } catch (error) {
      throw diskError(this.file, error);
    }
  }

  truncate(size: number): void {
    attempt(this.file, () => fs.ftruncateSync(this.descriptor, size));
  }

  size(): number {
    return attempt(this.file, () => fs.fstatSync(this.descriptor).size);
  }

  sync(): void {
    attempt(this.file, () => fs.fdatasyncSync(this.descriptor));
  }

  close(): void {
    assert(this.descriptor >= 0, `The file ${this.file} is closed once.`);
    const { descriptor } = this;
    this.descriptor = -1;
    attempt(this.file, () => fs.closeSync(descriptor));
  }
}

function makeDirectory(directory: string): void {
  if (fs.statSync(directory, { throwIfNoEntry: false })?.isFile()) {
    throw new EngineError(
      'DISK_NOT_DIRECTORY',
      `There is a file where a directory should be: ${directory}.`,
      {
        hint: 'Name a directory.',
      },
    );
  }
  fs.mkdirSync(directory, { recursive: true });
}

function writeFileAtomic(file: string, content: string | Uint8Array): void {
  const beside = `${file}.tmp`;
  const descriptor = fs.openSync(beside, 'w');
  try {
    fs.writeFileSync(descriptor, content);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  fs.renameSync(beside, file);
  syncDirectory(path.dirname(file));
}

function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return; // Windows cannot open a directory for syncing; NTFS journals the rename.
  const descriptor = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function attempt<Result>(file: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw diskError(file, error);
  }
}

function diskError(file: string, error: unknown): Error {
  if (error instanceof EngineError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = HINTS[code];
  if (!known)
    return new EngineError(
      'DISK_FAILED',
      `The disk failed at ${file} (${code || String(error)}).`,
      { cause: error },
    );
  return new EngineError(known.code, `${known.sentence}: ${file}.`, {
    hint: known.hint,
    cause: error,
  });
}
