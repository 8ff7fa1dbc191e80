/** Kafka's text checkpoints: a version line, a line with the number of entries, and the entries. */

import type { Disk } from '../base/ports/disk.ts';

const VERSION = '0';

/** The entries' fields; `undefined` when there is no such file or it is not whole, which a loss of power can cause. */
export function readCheckpoint(disk: Disk, path: string): string[][] | undefined {
  if (!disk.exists(path)) return undefined;
  const content = disk.readFile(path).toString('utf8');
  // The last line may be cut short between two fields, or between two digits of one.
  if (!content.endsWith('\n')) return undefined;
  const [version, count, ...lines] = content.split('\n');
  const entries = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/));
  return version?.trim() === VERSION && count?.trim() === `${entries.length}` ? entries : undefined;
}

export function writeCheckpoint(
  disk: Disk,
  path: string,
  entries: readonly (readonly (string | number)[])[],
): void {
  const lines = [VERSION, entries.length, ...entries.map((fields) => fields.join(' '))];
  replaceFile(disk, path, `${lines.join('\n')}\n`);
}

/**
 * Replaces a file without waiting for the platter. A process that dies leaves the old or the new content; a loss of power
 * may leave a broken one, so this is for what can be found again from the log.
 */
export function replaceFile(disk: Disk, path: string, content: string): void {
  const beside = `${path}.tmp`;
  const bytes = Buffer.from(content);
  const file = disk.open(beside, 'write');
  try {
    file.truncate(0);
    file.write(bytes, 0, bytes.length, 0);
  } finally {
    file.close();
  }
  disk.rename(beside, path);
}

export interface PartitionOffset {
  topic: string;
  partition: number;
  offset: number;
}

/** A checkpoint with an offset per partition; empty where there is none. */
export function readOffsetCheckpoint(disk: Disk, path: string): PartitionOffset[] {
  const entries = readCheckpoint(disk, path) ?? [];
  return entries.map(([topic = '', partition, offset]) => ({
    topic,
    partition: Number(partition),
    offset: Number(offset),
  }));
}

export function writeOffsetCheckpoint(
  disk: Disk,
  path: string,
  offsets: readonly PartitionOffset[],
): void {
  writeCheckpoint(
    disk,
    path,
    offsets.map(({ topic, partition, offset }) => [topic, partition, offset]),
  );
}
