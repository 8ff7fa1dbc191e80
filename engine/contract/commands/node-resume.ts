/** Lets a paused consumer read on. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const nodeResume = defineCommand({
  name: 'node.resume',
  description: 'Lets a paused consumer read on.',
  args: z.strictObject({ nodeId: z.string() }),
  reply: reply<null>(),
});
