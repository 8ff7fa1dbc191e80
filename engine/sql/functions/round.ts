/** The nearest number with so many decimal places. */

import { defineFunction } from './define-function.ts';
import { roundAt } from '../number-text.ts';

export const round = defineFunction({
  name: 'ROUND',
  description:
    'The nearest whole number, or the nearest with so many decimal places; halves go up.',
  example: ['ROUND(1.005, 2)', '1.01'],
  parameters: [
    { name: 'number', type: 'number' },
    { name: 'places', type: 'number' },
  ],
  optional: 1,
  returns: 'double',
  evaluate: (number, places: number | undefined) => roundAt(number, Math.trunc(places ?? 0)),
});
