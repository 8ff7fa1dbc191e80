/** Zstandard as the runtime has it: Node's zlib since 22.15; where it is missing, calling it says so. */

import * as zlib from 'node:zlib';

import { EngineError } from '../base/errors.ts';

export type ZstdRuntime = Pick<typeof zlib, 'zstdCompressSync' | 'zstdDecompressSync'>;

/** The calls of `runtime`; those it lacks throw `EngineError` `UNSUPPORTED_COMPRESSION_TYPE`. */
export function zstdRuntime(runtime: Partial<ZstdRuntime> = zlib): ZstdRuntime {
  return {
    zstdCompressSync: runtime.zstdCompressSync ?? missing,
    zstdDecompressSync: runtime.zstdDecompressSync ?? missing,
  };
}

function missing(): never {
  throw new EngineError(
    'UNSUPPORTED_COMPRESSION_TYPE',
    `Node ${process.versions.node} has no zstd.`,
    { hint: 'Run on Node 22.15 or newer, or use lz4, snappy or gzip.' },
  );
}
