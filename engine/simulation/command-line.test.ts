/** The arguments of `npm run simulate`. */

import { expect, test } from 'vitest';
import { readWish } from './command-line.ts';
import { scenarios } from './scenarios/all-scenarios.ts';

test('without arguments it is one fresh seed of everything', () => {
  const scenario = scenarios.get('everything')!;
  const { durationMs } = scenario;
  expect(readWish([], 42)).toEqual({ seeds: [42], scenario, durationMs, isQuiet: false });
});

test('seeds, time and scenario can be chosen', () => {
  const args = '--seed 7 --seeds 3 --hours 0.5 --scenario cuts --quiet'.split(' ');
  expect(readWish(args, 42)).toEqual({
    seeds: [7, 8, 9],
    scenario: scenarios.get('cuts'),
    durationMs: 1_800_000,
    isQuiet: true,
  });
  expect(readWish(['--seconds', '5'], 1)).toMatchObject({ durationMs: 5000 });
});

test.each([
  ['--scenario nothing', 'The scenarios are everything, crashes, cuts, calm.'],
  ['--seed x', 'Seeds are whole numbers.'],
  ['--hours 0', 'A simulation takes some time.'],
])('%s is refused', (args, sentence) => {
  expect(readWish(args.split(' '), 1)).toBe(sentence);
});

test('an unknown option is named', () => {
  expect(readWish(['--sede=1'], 1)).toContain("'--sede'");
});
