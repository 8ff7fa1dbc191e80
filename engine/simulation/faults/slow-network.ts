/** Delays what is sent, each chunk by another time, so that streams overtake one another. */

import { defineFault } from './define-fault.ts';

const NORMAL_MS = 1;
const LATENCY_MS_MAX = 400;

export const slowNetwork = defineFault({
  name: 'slow network',
  lastsMs: [1000, 8000],
  inject({ world: { network } }, random) {
    if (network.latencyMaxMs !== NORMAL_MS) return undefined;
    const ms = Math.round(5 + random.next() ** 2 * LATENCY_MS_MAX);
    network.latencyMaxMs = ms;
    return {
      what: `delays what is sent by up to ${ms} ms`,
      heal() {
        network.latencyMaxMs = NORMAL_MS;
      },
    };
  },
});
