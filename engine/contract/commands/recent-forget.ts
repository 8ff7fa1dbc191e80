/** Takes a file off the recent list. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const recentForget = defineCommand({
  name: 'recent.forget',
  description: 'Takes a file off the recent list.',
  args: z.strictObject({ path: z.string() }),
  reply: reply<null>(),
});
