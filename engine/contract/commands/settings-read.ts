/** Reads what the person chose for this installation. */

import { z } from 'zod';
import type { Settings } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const settingsRead = defineCommand({
  name: 'settings.read',
  description: 'Reads what the person chose for this installation.',
  args: z.strictObject({}),
  reply: reply<Settings>(),
});
