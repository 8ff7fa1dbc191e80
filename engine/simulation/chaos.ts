/** Lets one fault after another happen, heals each after its time, and everything when it is told to stop. */

import type { Timer } from '../base/ports/clock.ts';
import type { Random } from '../base/ports/random.ts';
import type { Fault, Injected } from './faults/define-fault.ts';
import { pick } from './pick.ts';
import { areAllInSync } from './goals.ts';
import type { Simulation } from './simulation.ts';

export class Chaos {
  readonly #simulation: Simulation;
  readonly #faults: readonly Fault[];
  readonly #pauseMsMax: number;
  readonly #random: Random;
  readonly #active = new Map<Injected, Timer>();
  /** Waits until it can be alone. */
  #lonely: Fault | undefined;
  /** Nothing else goes wrong until everything is in sync again. */
  #isAlone = false;
  #next: Timer | undefined;

  constructor(
    simulation: Simulation,
    { faults, pauseMsMax }: { faults: readonly Fault[]; pauseMsMax: number },
  ) {
    this.#simulation = simulation;
    this.#faults = faults;
    this.#pauseMsMax = pauseMsMax;
    this.#random = simulation.world.newRandom();
  }

  start(): void {
    const { time } = this.#simulation.world;
    this.#next = time.schedule(this.#random.next() * this.#pauseMsMax, () => {
      this.#injectOne();
      this.start();
    });
  }

  /** Nothing more goes wrong, and nothing stays wrong. */
  stop(): void {
    this.#next?.cancel();
    for (const [injected, timer] of this.#active) {
      timer.cancel();
      this.#heal(injected);
    }
  }

  #injectOne(): void {
    const isAllWell = this.#active.size === 0 && areAllInSync(this.#simulation);
    if (this.#isAlone && !isAllWell) return;
    this.#isAlone = false;
    const fault = this.#lonely ?? pick(this.#random, this.#faults);
    if (fault === undefined) return;
    this.#lonely = fault.isAlone === true && !isAllWell ? fault : undefined;
    if (this.#lonely) return;
    this.#isAlone = fault.isAlone === true;
    this.#inject(fault);
  }

  #inject(fault: Fault): void {
    const injected = fault.inject(this.#simulation, this.#random);
    if (!injected) return;
    const { trace, time } = this.#simulation.world;
    trace.note('FAULT', injected.what);
    const [least, most] = fault.lastsMs;
    const lasts = least + this.#random.next() * (most - least);
    this.#active.set(
      injected,
      time.schedule(lasts, () => this.#heal(injected)),
    );
  }

  #heal(injected: Injected): void {
    this.#active.delete(injected);
    this.#simulation.world.trace.note('HEAL', injected.what);
    injected.heal();
  }
}
