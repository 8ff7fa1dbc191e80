/** The square root of a number. */

import { defineFunction } from './define-function.ts';

export const sqrt = defineFunction({
  name: 'SQRT',
  description: 'The square root of a number.',
  example: ['SQRT(9)', '3.0'],
  parameters: [{ name: 'number', type: 'number' }],
  returns: 'double',
  evaluate: (number) => Math.sqrt(number),
});
