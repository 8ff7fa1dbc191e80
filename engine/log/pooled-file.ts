/** A file that is opened when it is used and may be closed in between, so that old segments cost no descriptors. */

import type { Disk, DiskFile } from '../base/ports/disk.ts';
import type { Releasable, RecentlyUsed } from './recently-used.ts';

export class PooledFile implements Releasable {
  wasUsed = false;
  private readonly disk: Disk;
  private readonly open: RecentlyUsed;
  private filePath: string;
  private file: DiskFile | undefined;

  constructor(options: { disk: Disk; openFiles: RecentlyUsed; path: string }) {
    this.disk = options.disk;
    this.open = options.openFiles;
    this.filePath = options.path;
  }

  get path(): string {
    return this.filePath;
  }

  /** The open file, for one use; it is created when it is not there. */
  use(): DiskFile {
    this.wasUsed = true;
    return this.file ?? this.reopen();
  }

  /** The file is renamed; a descriptor is not kept, because Windows refuses to rename open files. */
  rename(path: string): void {
    this.close();
    this.disk.rename(this.filePath, path);
    this.filePath = path;
  }

  close(): void {
    if (this.file === undefined) return;
    this.open.forget(this);
    this.release();
  }

  remove(): void {
    this.close();
    this.disk.remove(this.filePath);
  }

  release(): void {
    const { file } = this;
    this.file = undefined;
    file?.close();
  }

  private reopen(): DiskFile {
    this.open.hold(this);
    try {
      this.file = this.disk.open(this.filePath, 'write');
    } catch (error) {
      this.open.forget(this);
      throw error;
    }
    return this.file;
  }
}
