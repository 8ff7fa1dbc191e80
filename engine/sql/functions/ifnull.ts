/** A value, or another where it is NULL. */

import { defineFunction } from './define-function.ts';

export const ifnull = defineFunction({
  name: 'IFNULL',
  description: 'A value, or another where it is NULL.',
  example: ['IFNULL(NULL, 2)', '2'],
  parameters: [
    { name: 'value', type: 'any' },
    { name: 'other', type: 'any' },
  ],
  returns: 'same',
  isNullForNull: false,
  evaluate: (value, other) => value ?? other,
});
