/** What `npm run simulate` is asked for. */

import { parseArgs } from 'node:util';
import type { Millis } from '../base/ports/clock.ts';
import { messageOf } from '../base/errors.ts';
import { scenarios } from './scenarios/all-scenarios.ts';
import type { Scenario } from './scenarios/define-scenario.ts';

export interface Wish {
  readonly seeds: readonly number[];
  readonly scenario: Scenario;
  readonly durationMs: Millis;
  readonly isQuiet: boolean;
}

const OPTIONS = {
  seed: { type: 'string' },
  seeds: { type: 'string', default: '1' },
  hours: { type: 'string' },
  seconds: { type: 'string' },
  scenario: { type: 'string', default: 'everything' },
  quiet: { type: 'boolean', default: false },
} as const;

/** A sentence where the arguments make no sense. Without a seed it is `freshSeed`. */
export function readWish(args: readonly string[], freshSeed: number): Wish | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const scenario = scenarios.get(values.scenario);
    if (!scenario) return `The scenarios are ${[...scenarios.keys()].join(', ')}.`;
    const first = Number(values.seed ?? freshSeed);
    const count = Number(values.seeds);
    const seconds = values.hours === undefined ? values.seconds : Number(values.hours) * 3600;
    const durationMs = seconds === undefined ? scenario.durationMs : Number(seconds) * 1000;
    if (!Number.isInteger(first) || !Number.isInteger(count)) return 'Seeds are whole numbers.';
    if (!(durationMs > 0)) return 'A simulation takes some time.';
    const seeds = Array.from({ length: count }, (_, index) => first + index);
    return { seeds, scenario, durationMs, isQuiet: values.quiet };
  } catch (error) {
    return messageOf(error);
  }
}
