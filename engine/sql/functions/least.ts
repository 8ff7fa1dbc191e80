/** The least of several values. */

import { defineFunction } from './define-function.ts';
import { compare } from '../value.ts';

export const least = defineFunction({
  name: 'LEAST',
  description: 'The least of several numbers or texts; NULLs are left out.',
  example: ['LEAST(1, NULL, 3)', '1'],
  parameters: [{ name: 'value', type: 'any' }],
  isVariadic: true,
  returns: 'same',
  isNullForNull: false,
  evaluate: (...values) =>
    values.reduce((lowest, value) => {
      if (lowest === null) return value;
      return compare('<', value, lowest) === true ? value : lowest;
    }, null),
});
