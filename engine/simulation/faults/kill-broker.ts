/** Kills a broker's process; what it wrote stays in the page cache. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

export const killBroker = defineFault({
  name: 'kill broker',
  lastsMs: [200, 12_000],
  inject({ world, cluster }, random) {
    const node = pick(
      random,
      cluster.brokers.filter(({ machine }) => machine.program),
    );
    if (!node) return undefined;
    world.kill(node.machine, { kind: 'process' });
    return { what: `kills ${node.machine.name}`, heal: () => restart(node) };
  },
});

function restart(node: { machine: { program: unknown }; start(): void }): void {
  if (!node.machine.program) node.start();
}
