/** A text in capital letters. */

import { defineFunction } from './define-function.ts';

export const ucase = defineFunction({
  name: 'UCASE',
  description: 'A text in capital letters.',
  example: ["UCASE('red')", "'RED'"],
  parameters: [{ name: 'text', type: 'string' }],
  returns: 'string',
  evaluate: (text) => text.toUpperCase(),
});
