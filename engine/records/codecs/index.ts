/** Written by `npm run catalogue` from the files of this folder. */

import type { Codec } from './define-codec.ts';
import { gzip } from './gzip.ts';
import { lz4 } from './lz4.ts';
import { none } from './none.ts';
import { snappy } from './snappy.ts';
import { zstd } from './zstd.ts';

export { gzip, lz4, none, snappy, zstd };

export const codecs = [gzip, lz4, none, snappy, zstd] as const;

export const codecsById: ReadonlyMap<number, Codec> = new Map(
  codecs.map((entry): [number, Codec] => [entry.id, entry]),
);
