/** The first argument that is not NULL. */

import { defineFunction } from './define-function.ts';

export const coalesce = defineFunction({
  name: 'COALESCE',
  description: 'The first argument that is not NULL.',
  example: ['COALESCE(NULL, 2, 3)', '2'],
  parameters: [{ name: 'value', type: 'any' }],
  isVariadic: true,
  returns: 'same',
  isNullForNull: false,
  evaluate: (...values) => values.find((value) => value !== null) ?? null,
});
