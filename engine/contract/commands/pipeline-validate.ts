/** Checks a pipeline whole: the file, the graph, and each condition. */

import { z } from 'zod';
import type { Problem } from '../project/problem.ts';
import { defineCommand, reply } from './define-command.ts';

export const pipelineValidate = defineCommand({
  name: 'pipeline.validate',
  description: 'Checks a pipeline whole: the file, the graph, and each condition.',
  args: z.strictObject({ text: z.string() }),
  reply: reply<{ readonly problems: readonly Problem[] }>(),
});
