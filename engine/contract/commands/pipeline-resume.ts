/** Lets a paused pipeline go on. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const pipelineResume = defineCommand({
  name: 'pipeline.resume',
  description: 'Lets a paused pipeline go on.',
  args: z.strictObject({}),
  reply: reply<null>(),
});
