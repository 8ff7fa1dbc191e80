/** A text without the spaces around it. */

import { defineFunction } from './define-function.ts';

export const trim = defineFunction({
  name: 'TRIM',
  description: 'A text without the spaces around it.',
  example: ["TRIM('  red ')", "'red'"],
  parameters: [{ name: 'text', type: 'string' }],
  returns: 'string',
  evaluate: (text) => text.trim(),
});
