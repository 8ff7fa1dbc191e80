/** The machine's source of chance. */

import { randomBytes } from 'node:crypto';
import type { Random } from '../random.ts';

export const systemRandom: Random = {
  next: () => Math.random(),
  bytes: (size) => randomBytes(size),
};
