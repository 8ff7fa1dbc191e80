/** Wherever the placer starts, its stripes are fair. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import type { BrokerImage } from '../image.ts';
import { ReplicaPlacer } from './replica-placer.ts';

interface Node {
  rack: string | null;
  fenced: boolean;
}

function brokers(nodes: readonly Node[]): BrokerImage[] {
  return nodes.map(({ rack, fenced }, at) => ({
    id: at + 1,
    incarnationId: '',
    epoch: at,
    endPoints: [],
    features: [],
    rack,
    fenced,
    inControlledShutdown: false,
    logDirs: [],
    cordonedLogDirs: null,
  }));
}

const node = fc.record({
  rack: fc.constantFrom(null, 'a', 'b', 'c'),
  fenced: fc.boolean(),
});
const nodes = fc
  .array(node, { minLength: 1, maxLength: 9 })
  .filter((all) => all.some(({ fenced }) => !fenced));

function placed(
  all: readonly Node[],
  seed: number,
  replicationFactor: number,
  count: number,
): number[][] {
  const placer = new ReplicaPlacer(brokers(all), new SeededRandom(seed));
  return Array.from({ length: count }, () => placer.place(replicationFactor));
}

describe('for any brokers, racks and seed', () => {
  test('replicas are distinct brokers, and the first is alive', () => {
    fc.assert(
      fc.property(
        nodes,
        fc.integer(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, seed, share) => {
          const replicationFactor = 1 + Math.floor(share * (all.length - 1));
          for (const replicas of placed(all, seed, replicationFactor, 12)) {
            expect(replicas.length).toBe(replicationFactor);
            expect(new Set(replicas).size).toBe(replicationFactor);
            expect(all[replicas[0]! - 1]!.fenced).toBe(false);
          }
        },
      ),
    );
  });

  test('no rack has two replicas while another has a broker left without one', () => {
    fc.assert(
      fc.property(nodes, fc.integer(), (all, seed) => {
        const racks = new Set(all.map(({ rack }) => rack)).size;
        const replicationFactor = Math.min(racks, all.length);
        for (const replicas of placed(all, seed, replicationFactor, 12)) {
          expect(new Set(replicas.map((id) => all[id - 1]!.rack)).size).toBe(replicationFactor);
        }
      }),
    );
  });
});

test('on one rack the leaders of a round are all brokers, whatever the seed', () => {
  const all = [1, 2, 3].map(() => ({ rack: null, fenced: false }));
  for (let seed = 0; seed < 50; seed += 1) {
    const leaders = placed(all, seed, 3, 3).map(([leader]) => leader!);
    expect(ascending(leaders)).toEqual([1, 2, 3]);
  }
});

test('single-partition topics do not all land on the same broker', () => {
  const all = [1, 2, 3].map(() => ({ rack: null, fenced: false }));
  const leaders = new Set(Array.from({ length: 50 }, (_, seed) => placed(all, seed, 1, 1)[0]![0]));
  expect(leaders.size).toBe(3);
});

test('more replicas than brokers, or nobody alive, is a problem with a sentence', () => {
  const random = new SeededRandom(1);
  const fenced = new ReplicaPlacer(brokers([{ rack: null, fenced: true }]), random);
  const alone = new ReplicaPlacer(brokers([{ rack: null, fenced: false }]), random);
  expect([fenced.problem(1), alone.problem(2), alone.problem(1)]).toEqual([
    'All brokers are currently fenced.',
    'The target replication factor of 2 cannot be reached because only 1 broker(s) are registered.',
    undefined,
  ]);
});

function ascending(ids: readonly number[]): number[] {
  return ids.toSorted((a, b) => a - b);
}
