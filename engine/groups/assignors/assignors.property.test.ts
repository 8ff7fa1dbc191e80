/** Whatever the members want and had: everything is given to one who wants it, evenly, and no more than needed moves. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partitionSet, type PartitionSet, topicPartitionsOf } from '../state/partition-set.ts';
import type { AssignorInput, AssignorMember } from './assignor.ts';
import { assignors } from './assignors.ts';
import { range } from './range.ts';
import { uniform } from './uniform.ts';

const topicNames = ['a', 'b', 'c', 'd'];

/** Members that want some of the topics each, with the targets that an assignor gave to some of them before. */
const input = fc
  .record({
    counts: fc.array(fc.nat({ max: 12 }), { minLength: 4, maxLength: 4 }),
    wishes: fc.array(fc.subarray(topicNames), { minLength: 1, maxLength: 8 }),
    before: fc.array(fc.subarray(topicNames), { maxLength: 8 }),
  })
  .map(({ counts, wishes, before }) => {
    const old = uniform(inputOf(before, counts, new Map()));
    return inputOf(wishes, counts, old);
  });

function inputOf(
  wishes: readonly (readonly string[])[],
  counts: readonly number[],
  targets: ReadonlyMap<string, PartitionSet>,
): AssignorInput {
  const wanted = new Set(wishes.flat());
  const topics = topicNames.flatMap((name, index): [string, number][] =>
    wanted.has(name) ? [[name, counts[index]!]] : [],
  );
  const members = wishes.map((topicIds, index) => {
    const memberId = `m${index}`;
    const target = targets.get(memberId) ?? partitionSet([]);
    return { memberId, instanceId: null, topicIds: new Set(topicIds), target };
  });
  return { members, topics: new Map(topics) };
}

function flat(set: PartitionSet): string[] {
  return topicPartitionsOf(set).flatMap(({ topicId, partitions }) =>
    partitions.map((partition) => `${topicId}-${partition}`),
  );
}

const topicOf = (partition: string): string => partition.split('-')[0]!;

function wants({ members }: AssignorInput, memberId: string): ReadonlySet<string> {
  return members.find((member) => member.memberId === memberId)!.topicIds;
}

describe.each([...assignors])('%s', (_name, assignor) => {
  test('gives every partition to exactly one member that wants its topic', () => {
    fc.assert(
      fc.property(input, (given) => {
        const targets = assignor(given);
        const all = [...given.topics].flatMap(([topicId, count]) =>
          Array.from({ length: count }, (_, partition) => `${topicId}-${partition}`),
        );
        expect([...targets.keys()]).toEqual(given.members.map(({ memberId }) => memberId));
        expect([...targets.values()].flatMap(flat).sort()).toEqual(all.sort());
        for (const [memberId, target] of targets)
          for (const partition of flat(target))
            expect(wants(given, memberId).has(topicOf(partition))).toBe(true);
      }),
    );
  });
});

describe('uniform', () => {
  test('leaves nothing that could move to a member with two partitions fewer', () => {
    fc.assert(
      fc.property(input, (given) => {
        const targets = [...uniform(given)].map(([memberId, set]) => {
          return { topicIds: wants(given, memberId), owned: flat(set) };
        });
        for (const { owned } of targets)
          for (const other of targets)
            if (other.owned.length + 1 < owned.length)
              expect(owned.filter((partition) => other.topicIds.has(topicOf(partition)))).toEqual(
                [],
              );
      }),
    );
  });

  test('changes nothing where nothing has changed', () => {
    fc.assert(
      fc.property(input, (given) => {
        const first = uniform(given);
        const members = given.members.map((member): AssignorMember => {
          return { ...member, target: first.get(member.memberId)! };
        });
        const again = uniform({ ...given, members });
        expect([...again].map(([id, set]) => [id, flat(set).sort()])).toEqual(
          [...first].map(([id, set]) => [id, flat(set).sort()]),
        );
      }),
    );
  });

  test('moves only what the new member gets, where all want the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.nat({ max: 40 }), (size, partitions) => {
        const wishes = Array.from({ length: size }, () => ['a']);
        const before = uniform(inputOf(wishes, [partitions], new Map()));
        const after = uniform(inputOf([...wishes, ['a']], [partitions], before));
        const moved = [...after].flatMap(([id, set]) => {
          const had = new Set(flat(before.get(id) ?? partitionSet([])));
          return flat(set).filter((partition) => !had.has(partition));
        });
        expect(moved.length).toBe(flat(after.get(`m${size}`)!).length);
      }),
    );
  });
});

describe('range', () => {
  test('cuts topics alike at the same places, static members by their instance ids first', () => {
    const topicIds = new Set(['a', 'b']);
    const target = partitionSet([]);
    const members = [
      { memberId: 'x', instanceId: null, topicIds, target },
      { memberId: 'z', instanceId: 'i1', topicIds, target },
      { memberId: 'y', instanceId: 'i2', topicIds, target },
    ];
    const targets = range({
      members,
      topics: new Map([
        ['a', 4],
        ['b', 4],
      ]),
    });
    expect(new Map([...targets].map(([id, set]) => [id, flat(set)]))).toEqual(
      new Map([
        ['z', ['a-0', 'a-1', 'b-0', 'b-1']],
        ['y', ['a-2', 'b-2']],
        ['x', ['a-3', 'b-3']],
      ]),
    );
  });
});
