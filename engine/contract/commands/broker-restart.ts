/** Starts a dead broker again on its own data. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const brokerRestart = defineCommand({
  name: 'broker.restart',
  description: 'Starts a dead broker again on its own data.',
  args: z.strictObject({ brokerId: z.int() }),
  reply: reply<null>(),
});
