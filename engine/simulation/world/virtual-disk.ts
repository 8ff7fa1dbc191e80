/** The disk of a simulated machine: it can be slow, and it stops in the middle of a write when its program is killed. */

import { type Crash, MemoryDisk } from '../../base/ports/virtual/memory-disk.ts';
import { EngineError } from '../../base/errors.ts';

export class VirtualDisk extends MemoryDisk {
  /** Told of every call, so that a slow disk can hold its machine up. */
  onCall: () => void = () => {};
  /** Whoever looks on from outside the world neither wears the disk nor waits for it. */
  isObserved = false;
  #callsLeft = Infinity;
  #onTorn: () => void = () => {};
  #isGone = false;

  /** After so many more calls the program dies; if that is a write, half of it is done. */
  tearAfter(calls: number, onTorn: () => void): void {
    this.#callsLeft = calls;
    this.#onTorn = onTorn;
  }

  /** What is left for the next program; this disk takes nothing more. */
  afterCrash(crash: Crash): VirtualDisk {
    this.#isGone = true;
    return this.crashed(crash, new VirtualDisk());
  }

  override step(path: string, beforeFailing?: () => void): void {
    if (this.#isGone) throw gone(path);
    super.step(path, beforeFailing);
    if (this.isObserved) return;
    this.onCall();
    if (--this.#callsLeft >= 0) return;
    beforeFailing?.();
    this.#callsLeft = Infinity;
    this.#onTorn();
    throw gone(path);
  }
}

function gone(path: string): EngineError {
  return new EngineError('DISK_FAILED', `The program that used ${path} has been killed.`);
}
