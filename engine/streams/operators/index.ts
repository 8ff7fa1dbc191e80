/** Written by `npm run catalogue` from the files of this folder. */

import { filter } from './filter.ts';

export { filter };

export const operators = [filter] as const;
