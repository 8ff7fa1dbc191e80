/** A failing seed says how to see it again. */

import { expect, test } from 'vitest';
import { describeOutcome } from './describe-outcome.ts';
import { scenarios } from './scenarios/all-scenarios.ts';

const outcome = {
  violations: [],
  lines: [],
  fingerprint: 'abcd0123',
  turns: 7,
  simulatedMs: 9400,
  acknowledged: 5,
};
const options = { scenario: scenarios.get('calm')!, durationMs: 9000 };

test('what holds takes one line, what fails tells why and how to repeat it', () => {
  const violations = [{ rule: 'one leader per epoch', sentence: 'There were two.' }];
  expect(describeOutcome(3, options, outcome)).toEqual([
    'Seed 3 of calm holds: 9 s, 7 turns, 5 acknowledged, fingerprint abcd0123.',
  ]);
  expect(describeOutcome(3, options, { ...outcome, violations })).toEqual([
    'Seed 3 of calm FAILS: 9 s, 7 turns, 5 acknowledged, fingerprint abcd0123.',
    '  one leader per epoch: There were two.',
    '  Again: npm run simulate -- --seed 3 --scenario calm --seconds 9',
  ]);
});
