/** No two brokers lead the same partition in the same epoch, and epochs do not go back. */

import { defineChecker } from './define-checker.ts';

export const oneLeaderPerEpoch = defineChecker({
  name: 'one leader per epoch',
  start({ cluster }, violate) {
    const leaders = new Map<string, number>();
    const decided = new Map<string, number>();
    return {
      look() {
        for (const { id, broker } of cluster.brokers) {
          for (const partition of broker?.partitions.all() ?? []) {
            if (partition.role !== 'leader') continue;
            const epoch = `${partition.name} epoch ${partition.assignment.leaderEpoch}`;
            const known = leaders.get(epoch);
            if (known === undefined) leaders.set(epoch, id);
            else if (known !== id) violate(`Brokers ${known} and ${id} both lead ${epoch}.`);
          }
        }
        for (const topic of cluster.image?.topicsByName.values() ?? []) {
          for (const { index, leaderEpoch } of topic.partitions) {
            const name = `${topic.name}-${index}`;
            const last = decided.get(name) ?? -1;
            if (leaderEpoch < last)
              violate(`The epoch of ${name} went from ${last} to ${leaderEpoch}.`);
            decided.set(name, leaderEpoch);
          }
        }
      },
    };
  },
});
