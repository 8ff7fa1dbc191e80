/** Whether an array holds a value. */

import { defineFunction } from './define-function.ts';
import { isSame } from '../value.ts';

export const arrayContains = defineFunction({
  name: 'ARRAY_CONTAINS',
  description: 'Whether an array holds a value.',
  example: ["ARRAY_CONTAINS(tags, 'new')", 'TRUE'],
  parameters: [
    { name: 'array', type: 'array' },
    { name: 'value', type: 'any' },
  ],
  returns: 'boolean',
  isNullForNull: false,
  evaluate: (array, value) => array?.some((element) => isSame(element, value)) ?? null,
});
