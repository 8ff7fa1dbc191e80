/** Zstandard, where the runtime has it. */

import { EngineError } from '../../base/errors.ts';
import { corruptRecords } from '../corrupt.ts';
import { zstdRuntime } from '../zstd-runtime.ts';
import { defineCodec } from './define-codec.ts';

const runtime = zstdRuntime();

export const zstd = defineCodec({
  id: 4,
  name: 'zstd',
  compress: (content) => runtime.zstdCompressSync(content),
  decompress(content, sizeMax) {
    try {
      return runtime.zstdDecompressSync(content, { maxOutputLength: sizeMax });
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw corruptRecords(`A zstd block does not decode to at most ${sizeMax} bytes.`, error);
    }
  },
});
