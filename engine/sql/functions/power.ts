/** A number to the power of another. */

import { defineFunction } from './define-function.ts';

export const power = defineFunction({
  name: 'POWER',
  description: 'A number to the power of another.',
  example: ['POWER(2, 10)', '1024.0'],
  parameters: [
    { name: 'base', type: 'number' },
    { name: 'exponent', type: 'number' },
  ],
  returns: 'double',
  evaluate: (base, exponent) => base ** exponent,
});
