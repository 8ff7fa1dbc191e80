/** A number without its sign. */

import { defineFunction } from './define-function.ts';

export const abs = defineFunction({
  name: 'ABS',
  description: 'A number without its sign.',
  example: ['ABS(-2)', '2'],
  parameters: [{ name: 'number', type: 'number' }],
  returns: 'same',
  evaluate: (number) => Math.abs(number),
});
