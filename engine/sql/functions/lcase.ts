/** A text in small letters. */

import { defineFunction } from './define-function.ts';

export const lcase = defineFunction({
  name: 'LCASE',
  description: 'A text in small letters.',
  example: ["LCASE('RED')", "'red'"],
  parameters: [{ name: 'text', type: 'string' }],
  returns: 'string',
  evaluate: (text) => text.toLowerCase(),
});
