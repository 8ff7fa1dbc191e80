/** Keeps a copy of unsaved work, for the next start after a crash. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const autosaveWrite = defineCommand({
  name: 'autosave.write',
  description: 'Keeps a copy of unsaved work, for the next start after a crash.',
  args: z.strictObject({
    documentId: z.string().max(100),
    path: z.string().nullable(),
    text: z.string(),
  }),
  reply: reply<null>(),
});
