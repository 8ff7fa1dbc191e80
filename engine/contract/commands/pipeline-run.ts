/** Runs a pipeline, or brings the running one to this text. Refused with problems when it cannot run. */

import { z } from 'zod';
import type { Problem } from '../project/problem.ts';
import { defineCommand, reply } from './define-command.ts';

export const pipelineRun = defineCommand({
  name: 'pipeline.run',
  description:
    'Runs a pipeline, or brings the running one to this text. Refused with problems when it cannot run.',
  args: z.strictObject({ text: z.string(), path: z.string().nullable().optional() }),
  reply: reply<{ readonly started: boolean; readonly problems: readonly Problem[] }>(),
});
