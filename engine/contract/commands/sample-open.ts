/** Reads one of the samples. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const sampleOpen = defineCommand({
  name: 'sample.open',
  description: 'Reads one of the samples.',
  args: z.strictObject({ name: z.string() }),
  reply: reply<{ readonly text: string }>(),
});
