/** Nothing large is tracked: a history is fetched whole, for ever. */

import { defineRule } from '../define-rule.ts';

const sizeBytesMax = 512 * 1024;

export const blobSize = defineRule({
  about: 'No tracked file is larger than 512 KiB.',
  sees: () => true,
  problems: ({ sizeBytes }) =>
    sizeBytes > sizeBytesMax ? [`is ${Math.ceil(sizeBytes / 1024)} KiB; 512 are allowed`] : [],
  planted: { 'assets/picture.svg': 'x'.repeat(sizeBytesMax + 1) },
});
