/** `npm run simulate -- --seed N [--seeds COUNT] [--hours H | --seconds S] [--scenario NAME] [--quiet]`. */

import { parseArgs } from 'node:util';
import { assert } from '../base/assert.ts';
import { systemClock } from '../base/ports/real/clock.ts';
import { runSimulation } from './run-simulation.ts';
import { scenarios } from './scenarios/all-scenarios.ts';

const HOUR_MS = 3_600_000;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    hours: { type: 'string' },
    seconds: { type: 'string' },
    scenario: { type: 'string', default: 'everything' },
    quiet: { type: 'boolean', default: false },
  },
});

const scenario = scenarios.get(values.scenario);
assert(scenario, `The scenarios are ${[...scenarios.keys()].join(', ')}.`);
const hours = Number(values.hours ?? Number(values.seconds ?? scenario.durationMs / 1000) / 3600);
const first = Number(values.seed ?? systemClock.now() % 1_000_000);
assert(Number.isInteger(first) && hours > 0, 'A seed is an integer, and a duration a number.');

for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const isQuiet = values.quiet;
  const outcome = await runSimulation({
    seed,
    scenario,
    durationMs: hours * HOUR_MS,
    ...(!isQuiet && { onLine: (line: string) => console.log(line) }),
  });
  const { violations, fingerprint, turns, simulatedMs, acknowledged } = outcome;
  const verdict = violations.length === 0 ? 'holds' : 'FAILS';
  console.log(
    `Seed ${seed} of ${scenario.name} ${verdict}: ${Math.round(simulatedMs / 1000)} s, ${turns} turns, ${acknowledged} acknowledged, fingerprint ${fingerprint}.`,
  );
  for (const { rule, sentence } of violations) console.log(`  ${rule}: ${sentence}`);
  if (violations.length > 0) process.exitCode = 1;
}
