/** The greatest of several values. */

import { defineFunction } from './define-function.ts';
import { compare } from '../value.ts';

export const greatest = defineFunction({
  name: 'GREATEST',
  description: 'The greatest of several numbers or texts; NULLs are left out.',
  example: ['GREATEST(1, NULL, 3)', '3'],
  parameters: [{ name: 'value', type: 'any' }],
  isVariadic: true,
  returns: 'same',
  isNullForNull: false,
  evaluate: (...values) =>
    values.reduce((most, value) => {
      if (most === null) return value;
      return compare('>', value, most) === true ? value : most;
    }, null),
});
