/** Tries again what may pass, with growing pauses, until the time is over. */

import { sleep, type Millis } from '../../base/ports/clock.ts';
import type { ClientPorts } from '../client-options.ts';
import { isPassing } from '../errors.ts';

const PAUSE_MIN_MS = 50;
const PAUSE_MAX_MS = 1000;

export interface RetryOptions {
  ports: ClientPorts;
  timeoutMs: Millis;
  /** Called before each new attempt, for example to forget what has turned out to be wrong. */
  onRetry?: (error: unknown) => void;
}

export async function retry<T>(options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  const { clock } = options.ports;
  const deadline = clock.monotonic() + options.timeoutMs;
  for (let count = 0; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      const pauseMs = pauseBefore(count, options.ports);
      if (!isPassing(error) || clock.monotonic() + pauseMs > deadline) throw error;
      await sleep(clock, pauseMs);
      options.onRetry?.(error);
    }
  }
}

/** Doubles from 50 ms to a second, with a fifth of chance so that clients do not come all at once. */
export function pauseBefore(count: number, { random }: ClientPorts): Millis {
  const full = Math.min(PAUSE_MIN_MS * 2 ** count, PAUSE_MAX_MS);
  return full * (0.8 + 0.4 * random.next());
}
