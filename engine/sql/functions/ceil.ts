/** The smallest whole number that is not below a number. */

import { defineFunction } from './define-function.ts';

export const ceil = defineFunction({
  name: 'CEIL',
  description: 'The smallest whole number that is not below a number.',
  example: ['CEIL(1.2)', '2.0'],
  parameters: [{ name: 'number', type: 'number' }],
  returns: 'same',
  evaluate: (number) => Math.ceil(number),
});
