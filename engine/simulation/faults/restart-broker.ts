/** Stops a broker in good order, as in a rolling restart, and starts it again. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

export const restartBroker = defineFault({
  name: 'restart broker',
  lastsMs: [4000, 10_000],
  inject({ world, cluster }, random) {
    const node = pick(
      random,
      cluster.brokers.filter(({ broker }) => broker !== undefined),
    );
    const broker = node?.broker;
    const program = node?.machine.program;
    if (!node || !broker || !program || broker.brokerEpoch < 0) return undefined;
    const { machine } = node;
    broker.shutDown().then(
      () => {
        if (!program.isAlive) return;
        world.trace.note(machine.name, 'has stopped in good order');
        world.kill(machine, { kind: 'process' });
      },
      (error: unknown) => {
        if (program.isAlive) world.violate('a broker stops in good order', String(error));
      },
    );
    return {
      what: `asks ${machine.name} to stop`,
      heal() {
        if (program.isAlive) world.kill(machine, { kind: 'process' });
        if (!machine.program) node.start();
      },
    };
  },
});
