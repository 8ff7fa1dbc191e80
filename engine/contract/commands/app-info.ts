/** Says what hosts this page. */

import { z } from 'zod';
import type { AppInfo } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const appInfo = defineCommand({
  name: 'app.info',
  description: 'Says what hosts this page.',
  args: z.strictObject({}),
  reply: reply<AppInfo>(),
});
