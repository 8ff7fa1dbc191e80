/** Stops the pipeline; topics and offsets stay. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const pipelineStop = defineCommand({
  name: 'pipeline.stop',
  description: 'Stops the pipeline; topics and offsets stay.',
  args: z.strictObject({}),
  reply: reply<null>(),
});
