/** A text with each occurrence of another replaced. */

import { defineFunction } from './define-function.ts';

export const replace = defineFunction({
  name: 'REPLACE',
  description: 'A text with each occurrence of another replaced.',
  example: ["REPLACE('a-b-c', '-', '+')", "'a+b+c'"],
  parameters: [
    { name: 'text', type: 'string' },
    { name: 'old', type: 'string' },
    { name: 'new', type: 'string' },
  ],
  returns: 'string',
  evaluate: (text, old, replacement) => text.split(old).join(replacement),
});
