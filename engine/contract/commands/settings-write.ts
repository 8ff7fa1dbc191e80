/** Changes some of what the person chose; the rest stays. */

import { z } from 'zod';
import type { Settings } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const settingsWrite = defineCommand({
  name: 'settings.write',
  description: 'Changes some of what the person chose; the rest stays.',
  args: z.strictObject({
    theme: z.enum(['system', 'light', 'dark']).optional(),
    panels: z.string().max(10_000).optional(),
  }),
  reply: reply<Settings>(),
});
