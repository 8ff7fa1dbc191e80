/** Keeps two processes from sharing a log directory. */

import { EngineError } from '../base/errors.ts';
import type { Disk } from '../base/ports/disk.ts';

/** Who takes the lock, and how it is told whether another still lives. */
export interface LockOwner {
  readonly processId: number;
  isAlive(processId: number): boolean;
}

/** Signal 0 only asks; a process that may not be asked is there. */
export const thisProcess: LockOwner = {
  processId: process.pid,
  isAlive(processId) {
    try {
      process.kill(processId, 0);
      return true;
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
};

/** Takes the lock. One that a dead process has left, or that says nothing (Kafka's own is empty), is taken over. */
export function lockDirectory(disk: Disk, directory: string, owner: LockOwner): string {
  const path = disk.join(directory, '.lock');
  const holder = disk.exists(path) ? holderIn(disk.readFile(path).toString()) : undefined;
  const isForeign = holder !== undefined && holder !== owner.processId;
  if (isForeign && owner.isAlive(holder)) {
    throw new EngineError(
      'LOG_DIRECTORY_IN_USE',
      `Process ${holder} is using the data directory ${directory}.`,
      {
        hint: `Stop it, or choose another data directory. If there is no such process, remove ${path}.`,
      },
    );
  }
  write(disk, path, `${owner.processId}\n`);
  return path;
}

/** Without the end of the line it is what a loss of power has left of some number. */
function holderIn(content: string): number | undefined {
  const found = /^([1-9]\d*)\r?\n$/.exec(content);
  return found ? Number(found[1]) : undefined;
}

/** Not synced: after a loss of power nobody holds the lock, whatever it says. */
function write(disk: Disk, path: string, content: string): void {
  const file = disk.open(path, 'write');
  try {
    const bytes = Buffer.from(content);
    file.truncate(0);
    file.write(bytes, 0, bytes.length, 0);
  } finally {
    file.close();
  }
}
