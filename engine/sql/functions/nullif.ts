/** A value, or NULL where it equals another. */

import { defineFunction } from './define-function.ts';
import { equal } from '../value.ts';

export const nullif = defineFunction({
  name: 'NULLIF',
  description: 'A value, or NULL where it equals another.',
  example: ["NULLIF('n/a', 'n/a')", 'NULL'],
  parameters: [
    { name: 'value', type: 'any' },
    { name: 'other', type: 'any' },
  ],
  returns: 'same',
  isNullForNull: false,
  evaluate: (value, other) => {
    const isEqual = value !== null && other !== null && equal(value, other) === true;
    return isEqual ? null : value;
  },
});
