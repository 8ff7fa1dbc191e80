/** The assignors by the names that members ask for. */

import type { Assignor } from './assignor.ts';
import { range } from './range.ts';
import { uniform } from './uniform.ts';

export const assignors: ReadonlyMap<string, Assignor> = new Map([
  ['uniform', uniform],
  ['range', range],
]);
