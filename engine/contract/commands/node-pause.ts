/** Holds one consumer where it reads. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const nodePause = defineCommand({
  name: 'node.pause',
  description: 'Holds one consumer where it reads.',
  args: z.strictObject({ nodeId: z.string() }),
  reply: reply<null>(),
});
