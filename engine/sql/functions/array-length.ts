/** How many elements an array has. */

import { defineFunction } from './define-function.ts';

export const arrayLength = defineFunction({
  name: 'ARRAY_LENGTH',
  description: 'How many elements an array has.',
  example: ['ARRAY_LENGTH(tags)', '2'],
  parameters: [{ name: 'array', type: 'array' }],
  returns: 'integer',
  evaluate: (array) => array.length,
});
