/** Texts, one after another. */

import { defineFunction } from './define-function.ts';

export const concat = defineFunction({
  name: 'CONCAT',
  description: 'Texts, one after another; NULLs are left out.',
  example: ["CONCAT('a', NULL, 'b')", "'ab'"],
  parameters: [{ name: 'text', type: 'string' }],
  isVariadic: true,
  returns: 'string',
  isNullForNull: false,
  evaluate: (...texts) => texts.filter((text) => text !== null).join(''),
});
