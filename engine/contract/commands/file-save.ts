/** Writes a pipeline file atomically and remembers it as recent. */

import { z } from 'zod';
import type { OpenedFile } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const fileSave = defineCommand({
  name: 'file.save',
  description: 'Writes a pipeline file atomically and remembers it as recent.',
  args: z.strictObject({ path: z.string(), text: z.string(), overwrite: z.boolean().optional() }),
  reply: reply<OpenedFile>(),
});
