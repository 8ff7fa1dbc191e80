/** A disk in memory that can fail at a chosen call, fill up, and lose power; for crash tests and simulations. */

import { assert } from '../../assert.ts';
import { EngineError } from '../../errors.ts';
import type { Disk, DiskFile, OpenMode } from '../disk.ts';

const ROOT = '';

/** What of the writes that were not synced is still there after a crash. */
export interface Crash {
  /** `process`: the page cache survives. `power`: only what was synced does, and what `keepBytes` lets through. */
  readonly kind: 'process' | 'power';
  /** Of so many bytes written after the last sync, how many reached the disk, from the front. None by default. */
  readonly keepBytes?: (unsynced: number) => number;
}

export class MemoryDisk implements Disk {
  /** Calls made so far that reached the disk. */
  calls = 0;
  /** The call that fails; a failing write writes half of its bytes. 0 for none. */
  failingCall = 0;
  /** Whether every call after the failing one fails too, as when the process is gone. */
  staysBroken = false;
  /** Bytes that all files together may hold. */
  capacity = Infinity;
  openFiles = 0;
  private readonly files = new Map<string, MemoryFile>();
  private readonly directories = new Set<string>([ROOT]);

  open(path: string, mode: OpenMode): DiskFile {
    this.step(path);
    let file = this.files.get(path);
    if (file !== undefined && mode === 'create')
      throw diskError('DISK_EXISTS', 'It is there already', path);
    if (file === undefined) {
      if (mode === 'read')
        throw diskError('DISK_MISSING', 'There is no such file or directory', path);
      this.requireDirectory(parentOf(path));
      file = new MemoryFile();
      this.files.set(path, file);
    }
    this.openFiles += 1;
    return new MemoryHandle(this, file, path);
  }

  exists(path: string): boolean {
    return this.files.has(path) || this.directories.has(path);
  }

  list(directory: string): string[] {
    this.step(directory);
    this.requireDirectory(directory);
    const prefix = directory === ROOT ? '' : `${directory}/`;
    const names = new Set<string>();
    for (const path of [...this.files.keys(), ...this.directories]) {
      if (path.startsWith(prefix) && path !== directory)
        names.add(path.slice(prefix.length).split('/')[0]!);
    }
    return [...names].toSorted();
  }

  isDirectory(path: string): boolean {
    return this.directories.has(path);
  }

  makeDirectory(path: string): void {
    this.step(path);
    for (let each = path; each !== ROOT; each = parentOf(each)) {
      if (this.files.has(each))
        throw diskError('DISK_NOT_DIRECTORY', 'A part of the path is a file', each);
      this.directories.add(each);
    }
  }

  rename(from: string, to: string): void {
    this.step(from);
    if (!this.exists(from))
      throw diskError('DISK_MISSING', 'There is no such file or directory', from);
    this.removeAll(to);
    const isMoved = (path: string) => path === from || path.startsWith(`${from}/`);
    for (const [path, file] of Array.from(this.files).filter(([each]) => isMoved(each))) {
      this.files.delete(path);
      this.files.set(to + path.slice(from.length), file);
    }
    for (const path of Array.from(this.directories).filter(isMoved)) {
      this.directories.delete(path);
      this.directories.add(to + path.slice(from.length));
    }
  }

  remove(path: string): void {
    this.step(path);
    this.removeAll(path);
  }

  readFile(path: string): Buffer {
    this.step(path);
    const file = this.files.get(path);
    if (file === undefined)
      throw diskError('DISK_MISSING', 'There is no such file or directory', path);
    return Buffer.from(file.content);
  }

  writeFileAtomic(path: string, content: string | Uint8Array): void {
    this.step(path);
    this.requireDirectory(parentOf(path));
    const file = new MemoryFile();
    file.write(Buffer.from(content), 0);
    file.sync();
    this.files.set(path, file);
    this.requireRoom(path);
  }

  syncDirectory(path: string): void {
    this.step(path);
  }

  join(...parts: string[]): string {
    return parts.filter((part) => part !== '').join('/');
  }

  /** The disk as a restarted machine or process finds it. This one and its open files are not to be used any more. */
  crashed(crash: Crash): MemoryDisk;
  /** The same, into an empty disk of another kind. */
  crashed<D extends MemoryDisk>(crash: Crash, disk: D): D;
  crashed(crash: Crash, disk = new MemoryDisk()): MemoryDisk {
    for (const path of this.directories) disk.directories.add(path);
    for (const [path, file] of this.files)
      disk.files.set(path, crash.kind === 'process' ? file : file.afterPowerLoss(crash));
    return disk;
  }

  /** Counts a call and fails it when it is its turn. */
  step(path: string, beforeFailing?: () => void): void {
    this.calls += 1;
    const fails = this.staysBroken
      ? this.calls >= this.failingCall
      : this.calls === this.failingCall;
    if (this.failingCall === 0 || !fails) return;
    beforeFailing?.();
    throw diskError('DISK_FAILED', 'The disk failed as it was told to', path);
  }

  requireRoom(path: string): void {
    if (this.capacity === Infinity) return;
    let used = 0;
    for (const { content } of this.files.values()) used += content.length;
    if (used > this.capacity) throw diskError('DISK_FULL', 'The disk is full', path);
  }

  private requireDirectory(path: string): void {
    if (!this.directories.has(path))
      throw diskError('DISK_MISSING', 'There is no such file or directory', path);
  }

  private removeAll(path: string): void {
    for (const each of this.files.keys()) {
      if (each === path || each.startsWith(`${path}/`)) this.files.delete(each);
    }
    for (const each of this.directories) {
      if (each === path || each.startsWith(`${path}/`)) this.directories.delete(each);
    }
  }
}

/** Content as the process sees it, and as the platter has it. */
class MemoryFile {
  content: Buffer = Buffer.alloc(0);
  private room: Buffer = Buffer.alloc(0);
  private durable: Buffer = Buffer.alloc(0);

  write(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length;
    if (end > this.room.length) {
      const larger = Buffer.alloc(Math.max(end, this.room.length * 2));
      this.content.copy(larger);
      this.room = larger;
    }
    if (position > this.content.length) this.room.fill(0, this.content.length, position);
    this.room.set(bytes, position);
    this.content = this.room.subarray(0, Math.max(end, this.content.length));
  }

  truncate(size: number): void {
    if (size > this.content.length)
      this.write(Buffer.alloc(size - this.content.length), this.content.length);
    else this.content = this.content.subarray(0, size);
  }

  sync(): void {
    this.durable = Buffer.from(this.content);
  }

  afterPowerLoss(crash: Crash): MemoryFile {
    const unsynced = Math.max(0, this.content.length - this.durable.length);
    const kept = crash.keepBytes?.(unsynced) ?? 0;
    const file = new MemoryFile();
    file.write(this.durable, 0);
    if (kept > 0)
      file.write(
        this.content.subarray(this.durable.length, this.durable.length + kept),
        this.durable.length,
      );
    file.sync();
    return file;
  }
}

class MemoryHandle implements DiskFile {
  private readonly disk: MemoryDisk;
  private readonly file: MemoryFile;
  private readonly path: string;
  private isOpen = true;

  constructor(disk: MemoryDisk, file: MemoryFile, path: string) {
    this.disk = disk;
    this.file = file;
    this.path = path;
  }

  read(...[target, targetOffset, length, position]: Parameters<DiskFile['read']>): number {
    this.use();
    const part = this.file.content.subarray(position, position + length);
    target.set(part, targetOffset);
    return part.length;
  }

  write(...[source, sourceOffset, length, position]: Parameters<DiskFile['write']>): void {
    const bytes = source.subarray(sourceOffset, sourceOffset + length);
    this.use(() => this.file.write(bytes.subarray(0, length >> 1), position));
    this.file.write(bytes, position);
    this.disk.requireRoom(this.path);
  }

  writev(buffers: readonly Uint8Array[], position: number): void {
    const bytes = Buffer.concat(buffers);
    this.write(bytes, 0, bytes.length, position);
  }

  truncate(size: number): void {
    this.use();
    this.file.truncate(size);
  }

  size(): number {
    this.use();
    return this.file.content.length;
  }

  sync(): void {
    this.use();
    this.file.sync();
  }

  close(): void {
    assert(this.isOpen, `The file ${this.path} is closed once.`);
    this.isOpen = false;
    this.disk.openFiles -= 1;
  }

  private use(beforeFailing?: () => void): void {
    assert(this.isOpen, `The file ${this.path} is open when it is used.`);
    this.disk.step(this.path, beforeFailing);
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? ROOT : path.slice(0, slash);
}

function diskError(code: string, sentence: string, path: string): EngineError {
  return new EngineError(code, `${sentence}: ${path}.`);
}
