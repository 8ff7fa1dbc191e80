/** Moves a consumer: to the oldest record, the newest, or an offset; on all its partitions or one. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const nodeSeek = defineCommand({
  name: 'node.seek',
  description:
    'Moves a consumer: to the oldest record, the newest, or an offset; on all its partitions or one.',
  args: z.strictObject({
    nodeId: z.string(),
    to: z.union([z.enum(['earliest', 'latest']), z.int().min(0)]),
    topic: z.string().optional(),
    partition: z.int().min(0).optional(),
  }),
  reply: reply<null>(),
});
