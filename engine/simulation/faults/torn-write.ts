/** Kills a broker's process in the middle of a call of its disk, so that a write is half done. */

import { randomInt } from '../../base/ports/random.ts';
import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

const CALLS_MAX = 60;

export const tornWrite = defineFault({
  name: 'torn write',
  lastsMs: [500, 12_000],
  inject({ world, cluster }, random) {
    const node = pick(
      random,
      cluster.nodes.filter(({ machine }) => machine.program),
    );
    if (!node) return undefined;
    const { machine } = node;
    const calls = randomInt(random, CALLS_MAX);
    machine.disk.tearAfter(calls, () => {
      world.trace.note(machine.name, 'dies in the middle of a write');
      world.kill(machine, { kind: 'process' });
    });
    return {
      what: `lets ${machine.name} die at its disk call ${calls}`,
      heal() {
        machine.disk.tearAfter(Infinity, () => {});
        if (!machine.program) node.start();
      },
    };
  },
});
