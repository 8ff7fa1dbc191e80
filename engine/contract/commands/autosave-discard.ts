/** Forgets a copy of unsaved work, because it was saved or is not wanted. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const autosaveDiscard = defineCommand({
  name: 'autosave.discard',
  description: 'Forgets a copy of unsaved work, because it was saved or is not wanted.',
  args: z.strictObject({ documentId: z.string().max(100) }),
  reply: reply<null>(),
});
