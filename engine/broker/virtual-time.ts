/** For tests on a manual clock: lets time pass until what is waited for has come. */

import type { ManualClock } from '../base/ports/virtual/manual-clock.ts';

/** Frames take a few promises from one side to the other. */
const TURNS = 20;

/** Lets so many milliseconds pass, with room for promises in each. */
export async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let elapsed = 0; elapsed <= ms; elapsed++) {
    clock.advance(elapsed === 0 ? 0 : 1);
    for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
  }
}

/** The value of a promise that needs time to pass. */
export async function comes<Value>(clock: ManualClock, promise: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const settle = (): void => {
    isSettled = true;
  };
  promise.then(settle, settle);
  while (!isSettled) await pass(clock, 1);
  return promise;
}
