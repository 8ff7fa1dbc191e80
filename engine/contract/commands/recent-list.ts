/** Lists recently used files, newest first, missing ones marked. */

import { z } from 'zod';
import type { RecentFile } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const recentList = defineCommand({
  name: 'recent.list',
  description: 'Lists recently used files, newest first, missing ones marked.',
  args: z.strictObject({}),
  reply: reply<readonly RecentFile[]>(),
});
