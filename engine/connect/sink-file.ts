/** A file of lines that only grows by whole flushes: after a kill, it goes on without a torn, lost or doubled line. */

import { EngineError } from '../base/errors.ts';
import type { Disk, DiskFile } from '../base/ports/disk.ts';

/** What is known to be safe; written beside, after each flush. */
interface SinkState {
  readonly file: string;
  /** Bytes of the file that are whole and synced. */
  readonly size: number;
  /** False after a clean close: whatever is in the file then is there to stay. */
  readonly isOpen: boolean;
  /** By `topic-partition`, the offset after the last line that is safe. */
  readonly offsets: Readonly<Record<string, number>>;
}

const NEW_LINE = Buffer.from('\n');
/** Lines are written out when they are so many bytes, flushed or not. */
const WRITE_BYTES = 1024 * 1024;

export class SinkFile {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #statePath: string;
  readonly #file: DiskFile;
  readonly #offsets: Map<string, number>;
  #size: number;
  #pending: string[] = [];
  #pendingLength = 0;
  #isDirty = false;

  constructor(disk: Disk, path: string, statePath: string) {
    this.#disk = disk;
    this.#path = path;
    this.#statePath = statePath;
    const state = readState(disk, statePath);
    this.#file = disk.open(path, 'write');
    const isUnfinished = state?.isOpen === true && state.file === path;
    this.#offsets = new Map(Object.entries(isUnfinished ? state.offsets : {}));
    this.#size = this.#file.size();
    if (isUnfinished && this.#size > state.size) {
      // Written by a run that was killed before it could say so: the records come again.
      this.#file.truncate(state.size);
      this.#size = state.size;
    }
    this.#endLastLine();
    this.#writeState(true);
  }

  /** The offset after the last line of this partition, or 0: what is below has been written before. */
  nextOffset(partition: string): number {
    return this.#offsets.get(partition) ?? 0;
  }

  /** The partition's log is not the one that was read before. */
  forget(partition: string): void {
    this.#offsets.delete(partition);
  }

  append(line: string): void {
    this.#pending.push(line);
    this.#pendingLength += line.length + 1;
    if (this.#pendingLength >= WRITE_BYTES) this.#write();
  }

  /** Everything below `offset` has been appended. */
  advance(partition: string, offset: number): void {
    this.#offsets.set(partition, offset);
    this.#isDirty = true;
  }

  /** First the lines are safe, then the knowledge that they are. */
  flush(): void {
    this.#write();
    if (!this.#isDirty) return;
    this.#file.sync();
    this.#writeState(true);
    this.#isDirty = false;
  }

  /** After a flush. */
  close(): void {
    this.#writeState(false);
    this.#file.close();
  }

  /** Lets go of the file without saying that it is whole: the next start cuts off what is not known to be safe. */
  abandon(): void {
    this.#file.close();
  }

  #write(): void {
    if (this.#pending.length === 0) return;
    const bytes = Buffer.from(`${this.#pending.join('\n')}\n`);
    this.#file.write(bytes, 0, bytes.length, this.#size);
    this.#size += bytes.length;
    this.#pending = [];
    this.#pendingLength = 0;
    this.#isDirty = true;
  }

  /** A file that someone else wrote may end without a line end. */
  #endLastLine(): void {
    if (this.#size === 0) return;
    const last = Buffer.alloc(1);
    this.#file.read(last, 0, 1, this.#size - 1);
    if (last.equals(NEW_LINE)) return;
    this.#file.write(NEW_LINE, 0, 1, this.#size);
    this.#size += 1;
  }

  #writeState(isOpen: boolean): void {
    const offsets = isOpen ? Object.fromEntries(this.#offsets) : {};
    const state: SinkState = { file: this.#path, size: this.#size, isOpen, offsets };
    this.#disk.writeFileAtomic(this.#statePath, `${JSON.stringify(state)}\n`);
  }
}

function readState(disk: Disk, path: string): SinkState | undefined {
  if (!disk.exists(path)) return undefined;
  try {
    return JSON.parse(disk.readFile(path).toString('utf8')) as SinkState;
  } catch (error) {
    throw new EngineError(
      'SINK_STATE_DAMAGED',
      `${path} cannot be read: it is not what a sink wrote.`,
      {
        hint: 'Remove it to begin anew; records may then be written twice.',
        cause: error,
      },
    );
  }
}
