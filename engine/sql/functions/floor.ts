/** The largest whole number that is not above a number. */

import { defineFunction } from './define-function.ts';

export const floor = defineFunction({
  name: 'FLOOR',
  description: 'The largest whole number that is not above a number.',
  example: ['FLOOR(-1.5)', '-2.0'],
  parameters: [{ name: 'number', type: 'number' }],
  returns: 'same',
  evaluate: (number) => Math.floor(number),
});
