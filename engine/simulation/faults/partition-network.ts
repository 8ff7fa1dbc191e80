/** Cuts a machine off from some or all of the others. */

import { pick } from '../pick.ts';
import { defineFault } from './define-fault.ts';

export const partitionNetwork = defineFault({
  name: 'partition network',
  lastsMs: [300, 15_000],
  inject({ world, cluster, producers, consumers }, random) {
    const { network } = world;
    const all = [...cluster.nodes, ...producers, ...consumers].map(({ machine }) => machine);
    const node = pick(random, [
      ...cluster.nodes,
      ...cluster.nodes,
      ...producers,
      ...consumers,
    ])!.machine;
    const isWhole = random.next() < 0.5;
    const others = all.filter(
      (other) => other !== node && !network.isCut(node, other) && (isWhole || random.next() < 0.4),
    );
    if (others.length === 0) return undefined;
    const kind = random.next() < 0.5 ? 'silent' : 'reset';
    for (const other of others) network.cut(node, other, kind);
    const names = isWhole ? 'everybody' : others.map(({ name }) => name).join(', ');
    return {
      what: `cuts ${node.name} off from ${names} (${kind})`,
      heal() {
        for (const other of others) network.mend(node, other);
      },
    };
  },
});
