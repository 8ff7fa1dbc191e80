/** Holds every part of the running pipeline where it is. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const pipelinePause = defineCommand({
  name: 'pipeline.pause',
  description: 'Holds every part of the running pipeline where it is.',
  args: z.strictObject({}),
  reply: reply<null>(),
});
