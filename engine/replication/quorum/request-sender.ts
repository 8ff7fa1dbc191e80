/** What the broker's side of the quorum needs of a connection to the controller; `RequestChannel` is one. */

import { messageOf } from '../../base/errors.ts';
import type { Api } from '../../protocol/api.ts';
import type { Draft, Value } from '../../protocol/schema.ts';

export interface RequestSender {
  /** Rejects with an `EngineError` when there is no answer: the controller is away, or the connection broke. */
  request<A extends Api>(
    api: A,
    version: number,
    body: Draft<A['request']>,
  ): Promise<Value<A['response']>>;
}

/** Why the last try failed, for the error that ends the trying. */
export function lastProblem(problem: unknown): string {
  return problem === undefined ? 'the controller did not answer' : messageOf(problem);
}
