/** Makes every call of a node's disk take its time. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

const CALL_MS_MAX = 40;

export const slowDisk = defineFault({
  name: 'slow disk',
  lastsMs: [1000, 8000],
  inject({ cluster }, random) {
    const node = pick(
      random,
      cluster.nodes.filter(({ machine }) => machine.diskCallMs === 0),
    );
    if (!node) return undefined;
    const ms = 1 + Math.round(random.next() ** 2 * CALL_MS_MAX);
    node.machine.diskCallMs = ms;
    return {
      what: `slows the disk of ${node.machine.name} to ${ms} ms a call`,
      heal() {
        node.machine.diskCallMs = 0;
      },
    };
  },
});
