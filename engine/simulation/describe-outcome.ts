/** The last lines of a simulation: whether everything held, what did not, and how to see it again. */

import type { Outcome, SimulationOptions } from './run-simulation.ts';

export function describeOutcome(
  seed: number,
  {
    scenario,
    durationMs = scenario.durationMs,
  }: Pick<SimulationOptions, 'scenario' | 'durationMs'>,
  { violations, simulatedMs, turns, acknowledged, fingerprint }: Outcome,
): string[] {
  const verdict = violations.length === 0 ? 'holds' : 'FAILS';
  const seconds = Math.round(simulatedMs / 1000);
  const again = `npm run simulate -- --seed ${seed} --scenario ${scenario.name} --seconds ${durationMs / 1000}`;
  return [
    `Seed ${seed} of ${scenario.name} ${verdict}: ${seconds} s, ${turns} turns, ${acknowledged} acknowledged, fingerprint ${fingerprint}.`,
    ...violations.map(({ rule, sentence }) => `  ${rule}: ${sentence}`),
    ...(violations.length === 0 ? [] : [`  Again: ${again}`]),
  ];
}
