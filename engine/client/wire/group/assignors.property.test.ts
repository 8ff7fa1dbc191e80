/** Every partition has exactly one owner, who wanted it; and the shares are as even as the assignor promises. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Assignment, range, roundRobin } from './assignors.ts';
import {
  readAssignment,
  readSubscribedTopics,
  writeAssignment,
  writeSubscription,
} from './consumer-protocol.ts';

const topicNames = ['a', 'b', 'c'];
const groups = fc
  .array(fc.subarray(topicNames, { minLength: 1 }), { minLength: 1, maxLength: 6 })
  .map((subscriptions) =>
    subscriptions.map((topics, index) => ({ memberId: `m${index}`, topics })),
  );
const counts = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 3, maxLength: 3 })
  .map((sizes) => new Map(topicNames.map((topic, index) => [topic, sizes[index]!])));

function owners(assignment: Assignment): string[] {
  return [...assignment.values()].flat().map(({ topic, partition }) => `${topic}-${partition}`);
}

describe.each([range, roundRobin])('$name', (assignor) => {
  test('gives every wanted partition to one member that wants it', () => {
    fc.assert(
      fc.property(groups, counts, (subscribers, sizes) => {
        const assignment = assignor.assign(subscribers, sizes);
        const wanted = topicNames.filter((topic) =>
          subscribers.some(({ topics }) => topics.includes(topic)),
        );
        const expected = wanted.flatMap((topic) =>
          Array.from({ length: sizes.get(topic)! }, (_, partition) => `${topic}-${partition}`),
        );
        expect(owners(assignment).sort()).toEqual(expected.sort());
        for (const { memberId, topics } of subscribers) {
          for (const { topic } of assignment.get(memberId)!) expect(topics).toContain(topic);
        }
      }),
    );
  });

  test('does not depend on the order of the members', () => {
    fc.assert(
      fc.property(groups, counts, (subscribers, sizes) => {
        const turned = [...subscribers].reverse();
        expect([...assignor.assign(turned, sizes)]).toEqual([
          ...assignor.assign(subscribers, sizes),
        ]);
      }),
    );
  });

  test('leaves out topics that do not exist', () => {
    const assignment = assignor.assign(
      [{ memberId: 'm', topics: ['a', 'missing'] }],
      new Map([['a', 2]]),
    );
    expect(owners(assignment)).toEqual(['a-0', 'a-1']);
  });
});

test('range gives runs of each topic, the first members one more', () => {
  const subscribers = ['m1', 'm2'].map((memberId) => ({ memberId, topics: ['a', 'b'] }));
  const sizes = new Map([
    ['a', 3],
    ['b', 3],
  ]);
  const assignment = range.assign(subscribers, sizes);
  expect(
    [...assignment].map(([id, partitions]) => [
      id,
      partitions.map((each) => each.topic + each.partition),
    ]),
  ).toEqual([
    ['m1', ['a0', 'a1', 'b0', 'b1']],
    ['m2', ['a2', 'b2']],
  ]);
});

test('round robin deals over all topics, so that equal members differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), counts, (memberCount, sizes) => {
      const subscribers = Array.from({ length: memberCount }, (_, index) => ({
        memberId: `m${index}`,
        topics: topicNames,
      }));
      const shares = [...roundRobin.assign(subscribers, sizes).values()].map(
        ({ length }) => length,
      );
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

test('subscriptions and assignments survive the round trip', () => {
  const owned = [
    { topic: 'a', partition: 1 },
    { topic: 'b', partition: 0 },
    { topic: 'a', partition: 3 },
  ];
  expect(readSubscribedTopics(writeSubscription(['a', 'b'], owned))).toEqual(['a', 'b']);
  expect(readAssignment(writeAssignment(owned))).toEqual([
    { topic: 'a', partitions: [1, 3] },
    { topic: 'b', partitions: [0] },
  ]);
  expect(readAssignment(Buffer.alloc(0))).toEqual([]);
});
