/** Kills the controller's process. */

import { defineFault } from './define-fault.ts';

export const killController = defineFault({
  name: 'kill controller',
  lastsMs: [100, 8000],
  inject({ world, cluster: { controller } }) {
    if (!controller.machine.program) return undefined;
    world.kill(controller.machine, { kind: 'process' });
    return {
      what: 'kills the controller',
      heal() {
        if (!controller.machine.program) controller.start();
      },
    };
  },
});
