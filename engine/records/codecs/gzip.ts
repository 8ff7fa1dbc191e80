/** GZIP (RFC 1952) by the runtime's zlib. */

import { gunzipSync, gzipSync } from 'node:zlib';

import { corruptRecords } from '../corrupt.ts';
import { defineCodec } from './define-codec.ts';

export const gzip = defineCodec({
  id: 1,
  name: 'gzip',
  compress: (content) => gzipSync(content),
  decompress(content, sizeMax) {
    try {
      return gunzipSync(content, { maxOutputLength: sizeMax });
    } catch (error) {
      throw corruptRecords(`A gzip block does not decode to at most ${sizeMax} bytes.`, error);
    }
  },
});
