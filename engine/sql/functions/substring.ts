/** A part of a text. */

import { defineFunction } from './define-function.ts';

export const substring = defineFunction({
  name: 'SUBSTRING',
  description:
    'The part of a text from a position (from 1; below 0 from the end), of a length or up to the end.',
  example: ["SUBSTRING('stream', 2, 3)", "'tre'"],
  parameters: [
    { name: 'text', type: 'string' },
    { name: 'position', type: 'number' },
    { name: 'length', type: 'number' },
  ],
  optional: 1,
  returns: 'string',
  evaluate: (text, position, length: number | undefined) => {
    const from = Math.trunc(position);
    const start = from < 0 ? Math.max(text.length + from, 0) : Math.max(from - 1, 0);
    const end = length === undefined ? text.length : start + Math.max(Math.trunc(length), 0);
    return text.slice(start, end);
  },
});
