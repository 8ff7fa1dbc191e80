/** Passes requests that only the controller can decide on to it, and waits while it restarts. */

import { EngineError } from '../../base/errors.ts';
import { sleep } from '../../base/ports/clock.ts';
import type { Clock, Millis } from '../../base/ports/clock.ts';
import type { Api } from '../../protocol/api.ts';
import type { Draft, Value } from '../../protocol/schema.ts';
import { lastProblem } from './request-sender.ts';
import type { RequestSender } from './request-sender.ts';

export interface ControllerClientOptions {
  channel: RequestSender;
  clock: Clock;
  /** How long a request is tried; the client's own time-out goes on meanwhile. */
  timeoutMs?: Millis;
}

const RETRY_MS = 50;
const TIMEOUT_MS = 10_000;

export class ControllerClient {
  private readonly options: Required<ControllerClientOptions>;

  constructor(options: ControllerClientOptions) {
    this.options = { timeoutMs: TIMEOUT_MS, ...options };
  }

  /**
   * The controller's answer. Rejects with `CONTROLLER_UNAVAILABLE` when there is none in time. A request whose answer
   * was lost is sent again, so creating a topic may then say that it exists: it does.
   */
  async forward<A extends Api>(
    api: A,
    version: number,
    body: Draft<A['request']>,
  ): Promise<Value<A['response']>> {
    const { channel, clock, timeoutMs } = this.options;
    const deadline = clock.monotonic() + timeoutMs;
    for (;;) {
      try {
        return await channel.request(api, version, body);
      } catch (error) {
        const isOver = clock.monotonic() + RETRY_MS > deadline;
        if (isOver || !isWorthRetrying(error)) throw unavailable(error);
        await sleep(clock, RETRY_MS);
      }
    }
  }
}

function isWorthRetrying(error: unknown): boolean {
  const codes = ['CONNECT_FAILED', 'CONNECTION_LOST'];
  return error instanceof EngineError && codes.includes(error.code);
}

function unavailable(cause: unknown): EngineError {
  return new EngineError(
    'CONTROLLER_UNAVAILABLE',
    `The controller cannot be reached: ${lastProblem(cause)}`,
    {
      hint: 'Is the controller running? Topics and configurations can be changed again as soon as it is.',
      cause,
    },
  );
}
