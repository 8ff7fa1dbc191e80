/** Lists a directory, for pages that have no native dialog. */

import { z } from 'zod';
import type { DirectoryListing } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const fileList = defineCommand({
  name: 'file.list',
  description: 'Lists a directory, for pages that have no native dialog.',
  args: z.strictObject({ directory: z.string().optional() }),
  reply: reply<DirectoryListing>(),
});
