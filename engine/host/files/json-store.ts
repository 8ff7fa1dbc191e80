/** A small JSON file of the installation: read once, written atomically, never fatal when it is broken. */

import type { z } from 'zod';
import type { Disk } from '../../base/ports/disk.ts';

export class JsonStore<Data> {
  readonly #disk: Disk;
  readonly #path: string;
  #data: Data;

  /** A file that is missing or does not fit the schema counts as `empty`. */
  constructor(options: { disk: Disk; path: string; schema: z.ZodType<Data>; empty: Data }) {
    const { disk, path, schema, empty } = options;
    this.#disk = disk;
    this.#path = path;
    this.#data = read(disk, path, schema) ?? empty;
  }

  get data(): Data {
    return this.#data;
  }

  set(data: Data): void {
    this.#data = data;
    this.#disk.writeFileAtomic(this.#path, `${JSON.stringify(data, null, 2)}\n`);
  }
}

function read<Data>(disk: Disk, path: string, schema: z.ZodType<Data>): Data | undefined {
  if (!disk.exists(path)) return undefined;
  try {
    const result = schema.safeParse(JSON.parse(disk.readFile(path).toString('utf8')));
    return result.success ? result.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
