/** Kills a broker without warning, as a power cut would. */

import { z } from 'zod';
import { defineCommand, reply } from './define-command.ts';

export const brokerKill = defineCommand({
  name: 'broker.kill',
  description: 'Kills a broker without warning, as a power cut would.',
  args: z.strictObject({ brokerId: z.int() }),
  reply: reply<null>(),
});
