/** An `index.ts` is either written by `npm run catalogue` or the door of the contract. */

import { posix } from 'node:path';
import { catalogues } from '../../catalogues.ts';
import { defineRule } from '../define-rule.ts';

const doors = ['engine/contract'];

export const namedBarrels = defineRule({
  about: 'There is no index.ts but in the catalogues and engine/contract.',
  sees: ({ path }) => /(^|\/)index\.tsx?$/.test(path),
  problems: ({ path }) => {
    const folder = posix.dirname(path);
    const isKnown = doors.includes(folder) || catalogues.some((known) => known.folder === folder);
    return isKnown ? [] : ['is a barrel: import from the files themselves'];
  },
  planted: { 'engine/log/index.ts': '/** All. */\n' },
});
