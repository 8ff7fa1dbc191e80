/** Reads a pipeline file and remembers it as recent. */

import { z } from 'zod';
import type { OpenedFile } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const fileOpen = defineCommand({
  name: 'file.open',
  description: 'Reads a pipeline file and remembers it as recent.',
  args: z.strictObject({ path: z.string() }),
  reply: reply<OpenedFile>(),
});
