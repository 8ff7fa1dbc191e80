/** Whether a number is below, at or above zero. */

import { defineFunction } from './define-function.ts';

export const sign = defineFunction({
  name: 'SIGN',
  description: 'Whether a number is below (-1), at (0) or above (1) zero.',
  example: ['SIGN(-3.5)', '-1'],
  parameters: [{ name: 'number', type: 'number' }],
  returns: 'integer',
  evaluate: (number) => Math.sign(number),
});
