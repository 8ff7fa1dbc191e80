/** Lists unsaved work that an earlier run left behind, newest first. */

import { z } from 'zod';
import type { RecoveredDocument } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const autosaveList = defineCommand({
  name: 'autosave.list',
  description: 'Lists unsaved work that an earlier run left behind, newest first.',
  args: z.strictObject({}),
  reply: reply<readonly RecoveredDocument[]>(),
});
