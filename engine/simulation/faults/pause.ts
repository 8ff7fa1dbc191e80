/** Stops a program where it is, as a debugger or a long collection of garbage does. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

const PAUSE_MS_MAX = 12_000;

export const pause = defineFault({
  name: 'pause',
  lastsMs: [PAUSE_MS_MAX, PAUSE_MS_MAX],
  inject({ cluster, producers, consumers }, random) {
    const node = pick(
      random,
      [...cluster.nodes, ...cluster.nodes, ...producers, ...consumers].filter(
        ({ machine }) => machine.program,
      ),
    );
    if (!node) return undefined;
    const ms = Math.round(random.next() ** 2 * PAUSE_MS_MAX);
    node.machine.pause(ms);
    return { what: `pauses ${node.machine.name} for ${ms} ms`, heal: () => {} };
  },
});
