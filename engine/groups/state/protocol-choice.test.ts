/** Votes are counted as Kafka counts them: among what all members offer. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyGroup, type ClassicGroup } from './classic-group.ts';
import { EMPTY_BYTES, type GroupMember } from './group-member.ts';
import { selectProtocol, supportsProtocols } from './protocol-choice.ts';

function groupOf(offers: readonly (readonly string[])[]): ClassicGroup {
  const members = offers.map((names, index): [string, GroupMember] => [
    `m${index}`,
    {
      memberId: `m${index}`,
      groupInstanceId: null,
      clientId: '',
      clientHost: '',
      rebalanceTimeoutMs: 1,
      sessionTimeoutMs: 1,
      protocols: names.map((name) => ({ name, metadata: EMPTY_BYTES })),
      assignment: EMPTY_BYTES,
      isNew: false,
      sessionDeadline: null,
      awaitingJoin: null,
      awaitingSync: null,
    },
  ]);
  return {
    ...emptyGroup('g'),
    state: 'Stable',
    protocolType: 'consumer',
    members: new Map(members),
  };
}

const offer = (...names: string[]) => names.map((name) => ({ name, metadata: EMPTY_BYTES }));

test.each([
  [[['a', 'b']], 'a'],
  [
    [
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'a'],
    ],
    'b',
  ],
  [[['c', 'a'], ['c', 'a'], ['a']], 'a'],
  [
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    'a',
  ],
  [[['a', 'a']], 'a'],
  [[['a'], ['b']], null],
])('of %j it is %s', (offers, chosen) => {
  expect(selectProtocol(groupOf(offers))).toBe(chosen);
});

test('whoever shares a protocol with all may come in, and then there is one to choose', () => {
  const names = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
  fc.assert(
    fc.property(fc.array(names, { minLength: 1, maxLength: 5 }), names, (offers, newcomer) => {
      const isWelcome = supportsProtocols(groupOf(offers), {
        protocolType: 'consumer',
        protocols: offer(...newcomer),
      });
      const hasCommon = newcomer.some((name) => offers.every((names) => names.includes(name)));
      expect(isWelcome).toBe(hasCommon);
      expect(selectProtocol(groupOf([...offers, newcomer])) !== null).toBe(hasCommon);
    }),
  );
});
