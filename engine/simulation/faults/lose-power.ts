/** Cuts a broker's power: nobody is told, and what was not synced is gone, but for some of it. Kafka does not sync each record, so it promises nothing when this happens to all replicas, or to the last in sync. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

export const losePower = defineFault({
  name: 'lose power',
  lastsMs: [100, 12_000],
  isAlone: true,
  inject({ world, cluster }, random) {
    const node = pick(random, cluster.brokers);
    if (!node) return undefined;
    const share = random.next() < 0.5 ? 0 : random.next();
    const keepBytes = (unsynced: number): number => Math.floor(unsynced * share);
    world.kill(node.machine, { kind: 'power', keepBytes });
    return {
      what: `cuts the power of ${node.machine.name}, which keeps ${Math.round(share * 100)} % of what was not synced`,
      heal() {
        if (!node.machine.program) node.start();
      },
    };
  },
});
