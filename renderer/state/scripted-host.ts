/** A host that says what it is told to, in memory: for tests, and for measuring the page without an engine. */

import type { AppInfo } from '../../engine/contract/app.ts';
import {
  type HostEnd,
  memoryChannel,
  type PageMessage,
} from '../../engine/contract/transport/channel.ts';
import { encodeLiveFrame, type LiveFrame } from '../../engine/contract/live/live-frame.ts';
import { pageTransport } from '../../engine/contract/transport/page-transport.ts';
import type { Transport } from '../../engine/contract/transport/transport.ts';
import type { ViewName, Views } from '../../engine/contract/views/view-types.ts';

export interface ScriptedHost {
  readonly transport: Transport;
  /** Commands that came, oldest first. */
  readonly requests: readonly { readonly name: string; readonly args: unknown }[];
  /** What `name` answers from now on; commands that were given nothing are refused. */
  answer(name: string, reply: (args: unknown) => unknown): void;
  /** Sends it to those who subscribed, and to those who will. */
  publish<Name extends ViewName>(name: Name, data: Views[Name]['data']): void;
  /** Sends a frame if the page took the last one; says whether it did. */
  frame(frame: LiveFrame): boolean;
  subscribed(name: ViewName): number;
  wantsFrames(): boolean;
  close(): void;
}

export const scriptedAppInfo: AppInfo = {
  version: '0.0.0',
  host: 'memory',
  platform: 'memory',
  nativeDialogs: false,
  documentsDirectory: '/',
  firstStart: false,
};

export function createScriptedHost(): ScriptedHost {
  const { page, host } = memoryChannel();
  const subscriptions = new Map<number, string>();
  const published = new Map<string, unknown>();
  const answers = new Map<string, (args: unknown) => unknown>([
    ['app.info', () => scriptedAppInfo],
  ]);
  const requests: { name: string; args: unknown }[] = [];
  let credit = false;

  function onMessage(message: PageMessage): void {
    switch (message.kind) {
      case 'request':
        requests.push({ name: message.name, args: message.args });
        return respond(host, message, answers.get(message.name));
      case 'subscribe':
        subscriptions.set(message.id, message.name);
        if (published.has(message.name)) {
          host.send({ kind: 'data', id: message.id, data: published.get(message.name) });
        }
        return;
      case 'unsubscribe':
        subscriptions.delete(message.id);
        return;
      case 'frame-taken':
        credit = true;
        return;
      case 'frames-off':
        credit = false;
    }
  }
  host.receive({
    message: (message) => {
      if (!(message instanceof ArrayBuffer)) onMessage(message);
    },
    state: () => undefined,
  });

  return {
    transport: pageTransport(page),
    requests,
    answer: (name, reply) => answers.set(name, reply),
    publish(name, data) {
      published.set(name, data);
      for (const [id, subscribed] of subscriptions) {
        if (subscribed === name) host.send({ kind: 'data', id, data });
      }
    },
    frame(frame) {
      if (!credit) return false;
      credit = false;
      host.send(encodeLiveFrame(frame));
      return true;
    },
    subscribed: (name) => [...subscriptions.values()].filter((view) => view === name).length,
    wantsFrames: () => credit,
    close: () => host.close(),
  };
}

function respond(
  host: HostEnd,
  request: PageMessage & { kind: 'request' },
  answer: ((args: unknown) => unknown) | undefined,
): void {
  const { id, name, args } = request;
  if (answer) {
    host.send({ kind: 'reply', id, value: answer(args) });
    return;
  }
  const error = { code: 'NOT_SCRIPTED', message: `Nobody said what ${name} answers.` };
  host.send({ kind: 'refusal', id, error });
}
