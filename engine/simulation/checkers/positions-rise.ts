/** A consumer reads on from where it stands, or its group from what was committed: nothing is skipped, and no commit is forgotten. */

import { partitionName } from '../workload/deliveries.ts';
import { NO_GROUP } from '../workload/consume-records.ts';
import { defineChecker } from './define-checker.ts';

export const positionsRise = defineChecker({
  name: 'positions rise',
  start(_simulation, violate) {
    /** Where each consumer reads next, by consumer and partition. */
    const positions = new Map<string, number>();
    const committed = new Map<string, number>();
    /** What was committed before a consumer joined again. Later commits it may miss: it may have been put out unknowingly. */
    const floors = new Map<string, ReadonlyMap<string, number>>();
    /** How far each group has read. */
    const read = new Map<string, number>();
    const furthest = (group: string, name: string): number => read.get(`${group} ${name}`) ?? 0;
    return {
      revoked(consumer) {
        floors.set(consumer, new Map(committed));
      },
      assigned(consumer, _group, partitions) {
        for (const each of partitions) positions.delete(`${consumer} ${partitionName(each)}`);
      },
      read(consumer, group, batch) {
        const name = partitionName(batch);
        const key = `${consumer} ${name}`;
        const first = batch.records[0]?.offset ?? batch.nextOffset;
        const position = positions.get(key);
        const floor = floors.get(consumer)?.get(`${group} ${name}`) ?? 0;
        if (position === undefined ? group === NO_GROUP && first !== 0 : first !== position)
          violate(`${consumer} stood at ${position} of ${name} and was given ${first}.`);
        if (position === undefined && first < floor)
          violate(`${consumer} was given ${name} from ${first}, but ${floor} was committed.`);
        if (position === undefined && group !== NO_GROUP && first > furthest(group, name))
          violate(
            `${consumer} was given ${name} from ${first}, but its group has read to ${furthest(group, name)}.`,
          );
        positions.set(key, batch.nextOffset);
        const groupKey = `${group} ${name}`;
        read.set(groupKey, Math.max(read.get(groupKey) ?? 0, batch.nextOffset));
      },
      committed(_consumer, group, list) {
        for (const each of list) {
          const key = `${group} ${partitionName(each)}`;
          committed.set(key, Math.max(committed.get(key) ?? 0, each.offset));
        }
      },
    };
  },
});
