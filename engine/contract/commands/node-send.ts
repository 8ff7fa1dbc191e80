/** Sends one message from a producer node. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const nodeSend = defineCommand({
  name: 'node.send',
  description: 'Sends one message from a producer node.',
  args: z.strictObject({
    nodeId: z.string(),
    key: z.string().nullable(),
    value: z.string().nullable(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  reply: reply<{ readonly topic: string; readonly partition: number; readonly offset: number }>(),
});
