/** Sets the wall clock of a machine forth or back. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

/** Two machines stay within the hour by which a record may be ahead of its broker (`message.timestamp.after.max.ms`). */
const SKEW_MS_MAX = 25 * 60_000;

export const skewClock = defineFault({
  name: 'skew clock',
  lastsMs: [1000, 20_000],
  inject({ cluster, producers, consumers }, random) {
    const { machine } = pick(random, [...cluster.nodes, ...producers, ...consumers])!;
    const ms = Math.round((random.next() * 2 - 1) * SKEW_MS_MAX);
    machine.skewMs = ms;
    return {
      what: `sets the clock of ${machine.name} by ${Math.round(ms / 1000)} s`,
      heal() {
        machine.skewMs = 0;
      },
    };
  },
});
