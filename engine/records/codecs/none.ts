/** No compression: the records stand in the batch as they are. */

import { defineCodec } from './define-codec.ts';

export const none = defineCodec({
  id: 0,
  name: 'none',
  compress: (content) => content,
  decompress: (content) => content,
});
