/** Where a lone reader stood, kept in a file beside: no group remembers it. */

import type { Disk } from '../../base/ports/disk.ts';
import type { PartitionOffset } from '../../client/cluster-client.ts';

interface Kept {
  /** What was set as the start; another start begins anew. */
  readonly start: string;
  readonly positions: readonly PartitionOffset[];
}

export class ReaderPositions {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #start: string;
  #written = '';

  constructor(disk: Disk, path: string, start: string) {
    this.#disk = disk;
    this.#path = path;
    this.#start = start;
  }

  /** A file that cannot be read is as none: the reader begins at its start again. */
  load(): readonly PartitionOffset[] {
    if (!this.#disk.exists(this.#path)) return [];
    try {
      const kept = JSON.parse(this.#disk.readFile(this.#path).toString('utf8')) as Kept;
      return kept.start === this.#start ? kept.positions.filter(isPosition) : [];
    } catch {
      return [];
    }
  }

  save(positions: readonly PartitionOffset[]): void {
    const kept: Kept = { start: this.#start, positions };
    const text = `${JSON.stringify(kept)}\n`;
    if (text === this.#written) return;
    this.#disk.writeFileAtomic(this.#path, text);
    this.#written = text;
  }
}

function isPosition({ topic, partition, offset }: PartitionOffset): boolean {
  return (
    typeof topic === 'string' && Number.isSafeInteger(partition) && Number.isSafeInteger(offset)
  );
}
