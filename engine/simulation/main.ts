/** `npm run simulate -- --seed N [--seeds COUNT] [--hours H | --seconds S] [--scenario NAME] [--quiet]`. */

import { systemClock } from '../base/ports/real/clock.ts';
import { readWish } from './command-line.ts';
import { describeOutcome } from './describe-outcome.ts';
import { runSimulation } from './run-simulation.ts';

const wish = readWish(process.argv.slice(2), systemClock.now() % 1_000_000);
if (typeof wish === 'string') {
  console.error(wish);
  process.exit(2);
}
const { seeds, isQuiet, ...options } = wish;
const onLine = isQuiet ? {} : { onLine: (line: string) => console.log(line) };
for (const seed of seeds) {
  const outcome = await runSimulation({ seed, ...options, ...onLine });
  for (const line of describeOutcome(seed, options, outcome)) console.log(line);
  if (outcome.violations.length > 0) process.exitCode = 1;
}
