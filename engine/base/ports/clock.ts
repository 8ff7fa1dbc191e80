/** The clock port: the only way in which the engine knows the time or waits for it. */

export type Millis = number;

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall-clock milliseconds since the epoch; what record timestamps are made of. */
  now(): Millis;
  /** Milliseconds that never go back; what time-outs are measured with. */
  monotonic(): Millis;
  /** Runs `task` once after `delayMs`. A pending timer does not keep the process alive. */
  schedule(delayMs: Millis, task: () => void): Timer;
  /** Runs `task` after the current turn's input has been handled; used to batch the work of a turn. */
  defer(task: () => void): void;
}

/** Resolves after `delayMs`. */
export function sleep(clock: Clock, delayMs: Millis): Promise<void> {
  return new Promise((resolve) => clock.schedule(delayMs, resolve));
}

/** Runs `task` every `periodMs`, the next run counted from the end of the last; returns how to stop it. */
export function every(clock: Clock, periodMs: Millis, task: () => void): Timer {
  let timer = clock.schedule(periodMs, run);
  let cancelled = false;
  function run(): void {
    task();
    if (!cancelled) timer = clock.schedule(periodMs, run);
  }
  return {
    cancel() {
      cancelled = true;
      timer.cancel();
    },
  };
}
