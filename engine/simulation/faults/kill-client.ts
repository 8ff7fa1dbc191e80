/** Kills a producer or a consumer in the middle of its work. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

export const killClient = defineFault({
  name: 'kill client',
  lastsMs: [100, 15_000],
  inject({ world, producers, consumers }, random) {
    const client = pick(
      random,
      [...producers, ...consumers].filter(({ machine }) => machine.program),
    );
    if (!client) return undefined;
    world.kill(client.machine, { kind: 'process' });
    return {
      what: `kills ${client.machine.name}`,
      heal() {
        if (!client.machine.program) client.start();
      },
    };
  },
});
