/** A checker watches a whole run for one thing that must never happen. */

import type { ConsumptionListener } from '../workload/consume-records.ts';
import type { Simulation } from '../simulation.ts';

export interface Check extends Partial<ConsumptionListener> {
  /** Looks at the world as it is; called often. */
  look?(): void;
  /** Called once, when everything is healed and at rest. */
  finish?(): void;
}

export interface Checker {
  /** A sentence that is true as long as nothing is wrong. */
  readonly name: string;
  start(simulation: Simulation, violate: (sentence: string) => void): Check;
}

export function defineChecker(checker: Checker): Checker {
  return checker;
}
