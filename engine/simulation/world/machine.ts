/** A simulated machine: a disk, a wall clock, and one program at a time, which can be stopped, killed and started again. */

import type { Clock, Millis } from '../../base/ports/clock.ts';
import type { Crash } from '../../base/ports/virtual/memory-disk.ts';
import type { VirtualTime } from './virtual-time.ts';
import { VirtualDisk } from './virtual-disk.ts';

/** One life of a program. What is dead neither runs nor is heard of again. */
export interface Program {
  readonly machine: Machine;
  /** Counts the lives of the programs of one machine. */
  readonly life: number;
  isAlive: boolean;
}

const START_MS = 1_700_000_000_000;

export class Machine {
  readonly name: string;
  disk = new VirtualDisk();
  program: Program | undefined;
  isPowered = true;
  /** How far its wall clock is ahead. */
  skewMs: Millis = 0;
  /** What each call of the disk takes. */
  diskCallMs: Millis = 0;
  readonly #time: VirtualTime;
  #stalledUntil: Millis = 0;
  #lives = 0;

  constructor(name: string, time: VirtualTime) {
    this.name = name;
    this.#time = time;
  }

  /** Begins a program, over what the last one has left. */
  boot(): Program {
    this.isPowered = true;
    const program = { machine: this, life: ++this.#lives, isAlive: true };
    this.program = program;
    this.disk.onCall = () => {
      if (program.isAlive && this.diskCallMs > 0) this.#stall(this.diskCallMs);
    };
    return program;
  }

  kill(crash: Crash): void {
    if (this.program) this.program.isAlive = false;
    this.program = undefined;
    this.disk = this.disk.afterCrash(crash);
    this.#stalledUntil = 0;
    if (crash.kind === 'power') this.isPowered = false;
  }

  /** Nothing runs here for a while; what comes meanwhile waits. */
  pause(ms: Millis): void {
    this.#stall(ms);
  }

  get isPaused(): boolean {
    return this.#stalledUntil > this.#time.now;
  }

  get resumesAt(): Millis {
    return Math.max(this.#stalledUntil, this.#time.now);
  }

  #stall(ms: Millis): void {
    this.#stalledUntil = this.resumesAt + ms;
  }

  clockOf(program: Program): Clock {
    const time = this.#time;
    const run = (task: () => void): void => {
      if (!program.isAlive) return;
      if (this.isPaused) time.schedule(this.resumesAt - time.now, () => run(task));
      else turnOf(program, task);
    };
    return {
      now: () => Math.floor(START_MS + time.now + this.skewMs),
      monotonic: () => time.now,
      schedule(delayMs, task) {
        let isCancelled = false;
        const timer = time.schedule(delayMs, () => run(() => isCancelled || task()));
        return {
          cancel() {
            isCancelled = true;
            timer.cancel();
          },
        };
      },
      defer: (task) => void time.schedule(0, () => run(task)),
    };
  }
}

/** A program that dies within a turn does not finish it: what it still throws is nobody's concern. */
export function turnOf(program: Program, task: () => void): void {
  try {
    task();
  } catch (error) {
    if (program.isAlive) throw error;
  }
}
