/** Lists the samples that come with Penstock. */

import { z } from 'zod';
import type { SampleSummary } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const sampleList = defineCommand({
  name: 'sample.list',
  description: 'Lists the samples that come with Penstock.',
  args: z.strictObject({}),
  reply: reply<readonly SampleSummary[]>(),
});
