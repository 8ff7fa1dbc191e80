/** Where a text first holds another. */

import { defineFunction } from './define-function.ts';

export const instr = defineFunction({
  name: 'INSTR',
  description: 'Where a text first holds another, from 1; 0 when it does not.',
  example: ["INSTR('stream', 'ea')", '4'],
  parameters: [
    { name: 'text', type: 'string' },
    { name: 'part', type: 'string' },
  ],
  returns: 'integer',
  evaluate: (text, part) => text.indexOf(part) + 1,
});
