/** The same seed is the same run; a fixed list of seeds and some fresh ones hold. */

import { expect, test } from 'vitest';
import { systemRandom } from '../base/ports/real/random.ts';
import { randomInt } from '../base/ports/random.ts';
import { runSimulation } from './run-simulation.ts';
import type { Scenario } from './scenarios/define-scenario.ts';
import { scenarios } from './scenarios/all-scenarios.ts';

const SHORT_MS = 20_000;
/** Each has found something, or is here because nothing has. */
const FIXED: readonly (readonly [scenario: string, seed: number, seconds: number])[] = [
  ['calm', 1, 10],
  ['crashes', 2, 20],
  ['crashes', 308, 60],
  ['cuts', 3, 20],
  ['everything', 4, 20],
  ['everything', 5, 20],
  ['everything', 602, 30],
];
const FRESH = 2;

function scenarioCalled(name: string): Scenario {
  return scenarios.get(name)!;
}

test('the same seed gives the same trace to the last byte, another seed another', async () => {
  const run = (seed: number) =>
    runSimulation({ seed, scenario: scenarioCalled('everything'), durationMs: 8000 });
  const [first, again, other] = [await run(7), await run(7), await run(8)];
  expect(again).toEqual(first);
  expect(other.fingerprint).not.toBe(first.fingerprint);
  expect(first.lines.length).toBeGreaterThan(20);
}, 60_000);

test.each(FIXED)(
  '%s holds with seed %i',
  async (name, seed) => {
    const scenario = scenarioCalled(name);
    const { violations, acknowledged } = await runSimulation({
      seed,
      scenario,
      durationMs: SHORT_MS,
    });
    expect(violations).toEqual([]);
    expect(acknowledged).toBeGreaterThan(100);
  },
  60_000,
);

test('everything holds with fresh seeds', async () => {
  const scenario = scenarioCalled('everything');
  for (let run = 0; run < FRESH; run++) {
    const seed = randomInt(systemRandom, 1_000_000);
    const { violations } = await runSimulation({ seed, scenario, durationMs: SHORT_MS });
    const again = `npm run simulate -- --seed ${seed} --seconds ${SHORT_MS / 1000}`;
    expect({ again, violations }).toEqual({ again, violations: [] });
  }
}, 60_000);
