/** A simulated world: machines on a network, one time, one seed, and what was found to be wrong. */

import type { Ports } from '../../base/ports/ports.ts';
import type { Crash } from '../../base/ports/virtual/memory-disk.ts';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import { Trace } from '../trace.ts';
import { Machine, type Program } from './machine.ts';
import { VirtualNetwork } from './virtual-network.ts';
import { VirtualTime } from './virtual-time.ts';

export interface Violation {
  /** The name of the checker. */
  readonly rule: string;
  readonly sentence: string;
}

const SEEDS_APART = 0x9e3779b1;

export class World {
  readonly seed: number;
  readonly time = new VirtualTime();
  readonly trace: Trace;
  readonly network: VirtualNetwork;
  readonly machines = new Map<string, Machine>();
  /** The first ends the simulation. */
  readonly violations: Violation[] = [];
  #randoms = 0;

  constructor(seed: number, onLine?: (line: string) => void) {
    this.seed = seed;
    this.trace = new Trace(this.time, onLine);
    this.network = new VirtualNetwork({
      time: this.time,
      random: this.newRandom(),
      machines: (name) => this.machines.get(name),
    });
    this.network.onDelivered = (from, to, bytes) => this.trace.stamp(`${from} ${to} ${bytes}`);
  }

  /** A sequence of its own, so that one draw more in one place changes nothing elsewhere. */
  newRandom(): SeededRandom {
    return new SeededRandom((this.seed + Math.imul(++this.#randoms, SEEDS_APART)) | 0);
  }

  addMachine(name: string): Machine {
    const machine = new Machine(name, this.time);
    this.machines.set(name, machine);
    return machine;
  }

  /** Begins a program; it is given the ports that it sees the world through. */
  boot(machine: Machine): { program: Program; ports: Ports } {
    const wasWithoutPower = !machine.isPowered;
    const program = machine.boot();
    if (wasWithoutPower) this.network.powerIsBack(machine);
    const ports: Ports = {
      clock: machine.clockOf(program),
      random: this.newRandom(),
      disk: machine.disk,
      network: this.network.portOf(program),
    };
    return { program, ports };
  }

  kill(machine: Machine, crash: Crash): void {
    const { program } = machine;
    machine.kill(crash);
    if (program) this.network.programEnded(program);
  }

  /** Lets a checker look into the machines without leaving a trace there. */
  observe(look: () => void): void {
    const disks = [...this.machines.values()].map(({ disk }) => disk);
    for (const disk of disks) disk.isObserved = true;
    look();
    for (const disk of disks) disk.isObserved = false;
  }

  violate(rule: string, sentence: string): void {
    this.trace.note('CHECK', `${rule}: ${sentence}`);
    this.violations.push({ rule, sentence });
  }
}
