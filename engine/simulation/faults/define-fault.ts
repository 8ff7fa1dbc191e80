/** A fault is something that goes wrong for a while. */

import type { Random } from '../../base/ports/random.ts';
import type { Simulation } from '../simulation.ts';

export interface Injected {
  /** What was done, in a few words. */
  readonly what: string;
  heal(): void;
}

export interface Fault {
  readonly name: string;
  /** How long it lasts, from the seed, between these. */
  readonly lastsMs: readonly [number, number];
  /** Whether it waits until nothing else is wrong, and everything else until it is over and the replicas are in sync again. */
  readonly isAlone?: boolean;
  /** Undefined when it cannot happen now, because it would break what Kafka promises. */
  inject(simulation: Simulation, random: Random): Injected | undefined;
}

export function defineFault(fault: Fault): Fault {
  return fault;
}
