/** A handler: how this broker answers one API. Which APIs and versions it advertises follows from the handlers there are. */

import type { Api } from '../protocol/api.ts';
import type { RequestHeader } from '../protocol/frame.ts';
import type { Draft, Value } from '../protocol/schema.ts';
import type { Broker } from './broker.ts';
import type { ClientConnection } from './server/client-connection.ts';
import type { CLOSE_CONNECTION, NO_REPLY } from './server/server.ts';

export interface RequestContext {
  readonly header: RequestHeader;
  readonly version: number;
  readonly client: ClientConnection;
}

type Reply<A extends Api> = Draft<A['response']> | typeof NO_REPLY | typeof CLOSE_CONNECTION;

export interface Handler<A extends Api = Api> {
  readonly api: A;
  readonly serve: (
    broker: Broker,
    request: Value<A['request']>,
    context: RequestContext,
  ) => Reply<A> | Promise<Reply<A>>;
}

export function handler<A extends Api>(api: A, serve: Handler<A>['serve']): Handler {
  return { api, serve } as unknown as Handler;
}
