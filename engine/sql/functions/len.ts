/** How many characters a text has. */

import { defineFunction } from './define-function.ts';

export const len = defineFunction({
  name: 'LEN',
  description: 'How many characters a text has, counted as UTF-16 units as ksqlDB does.',
  example: ["LEN('red')", '3'],
  parameters: [{ name: 'text', type: 'string' }],
  returns: 'integer',
  evaluate: (text) => text.length,
});
