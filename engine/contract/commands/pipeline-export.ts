/** Translates a pipeline for other tools. */

import { z } from 'zod';
import type { ExportedFile } from '../app.ts';
import { defineCommand, reply } from './define-command.ts';

export const pipelineExport = defineCommand({
  name: 'pipeline.export',
  description: 'Translates a pipeline for other tools.',
  args: z.strictObject({
    text: z.string(),
    to: z.enum(['connect', 'topics']),
    directory: z.string().optional(),
  }),
  reply: reply<{ readonly files: readonly ExportedFile[] }>(),
});
