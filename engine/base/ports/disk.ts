/** The disk port: synchronous and positional, like the page cache it writes to. */

export type OpenMode = 'read' | 'write' | 'create';

/** One open file. All calls are synchronous; offsets and sizes are bytes; errors are `EngineError` with code `DISK_…`. */
export interface DiskFile {
  /** Reads up to `length` bytes into `target` at `targetOffset`; returns how many were there. */
  read(target: Uint8Array, targetOffset: number, length: number, position: number): number;
  /** Writes the whole range or throws. */
  write(source: Uint8Array, sourceOffset: number, length: number, position: number): void;
  /** Writes the buffers one after another or throws. */
  writev(buffers: readonly Uint8Array[], position: number): void;
  truncate(size: number): void;
  size(): number;
  /** Waits until what was written would survive a loss of power. */
  sync(): void;
  close(): void;
}

export interface Disk {
  /** `read` needs an existing file; `write` opens or creates it for both; `create` fails when it exists. */
  open(path: string, mode: OpenMode): DiskFile;
  exists(path: string): boolean;
  /** Names in a directory, sorted. */
  list(directory: string): string[];
  isDirectory(path: string): boolean;
  makeDirectory(path: string): void;
  /** Atomic within one file system; an existing target is replaced. */
  rename(from: string, to: string): void;
  /** A file or a whole directory; nothing happens when it is not there. */
  remove(path: string): void;
  readFile(path: string): Buffer;
  /** Writes beside, syncs and renames: a crash leaves the old or the new content, never a mixture. */
  writeFileAtomic(path: string, content: string | Uint8Array): void;
  syncDirectory(path: string): void;
  /** Joins with the separator of this disk. */
  join(...parts: string[]): string;
}
