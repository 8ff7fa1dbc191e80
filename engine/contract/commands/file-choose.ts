/** Asks for a path with the native dialog; null when it was dismissed. Only where app.info says nativeDialogs. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const fileChoose = defineCommand({
  name: 'file.choose',
  description:
    'Asks for a path with the native dialog; null when it was dismissed. Only where app.info says nativeDialogs.',
  args: z.strictObject({ purpose: z.enum(['open', 'save']), suggestedName: z.string().optional() }),
  reply: reply<{ readonly path: string | null }>(),
});
