/** The page's end over the port that Electron's preload hands in. */

import type { HostMessage, PageEnd } from '../../engine/contract/transport/channel.ts';
import { createOutbox } from './outbox.ts';

/** What the preload posts to the window, with one port; and what the page posts when it is ready for it. */
export const PORT_MESSAGE = 'penstock:port';
export const PORT_WANTED_MESSAGE = 'penstock:port-wanted';

/** What it needs of a port. */
export interface PortLike {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  /** Chromium tells when the other end is gone. */
  addEventListener(type: string, listener: () => void): void;
  start(): void;
  postMessage(message: unknown): void;
  close(): void;
}

/** Answers with an end that takes another port whenever the preload brings one, as it does after the engine was restarted. */
export function messagePortEnd(): { end: PageEnd; take(port: PortLike): void } {
  type Handlers = Parameters<PageEnd['receive']>[0];
  let handlers: Handlers | undefined;
  let current: PortLike | undefined;
  const outbox = createOutbox<unknown>((message) =>
    queueMicrotask(() => handlers?.message(message)),
  );

  function lose(port: PortLike): void {
    if (port !== current) return;
    current = undefined;
    outbox.lost();
    handlers?.state('disconnected');
  }

  return {
    take(port) {
      const before = current;
      current = port;
      before?.close();
      if (before) handlers?.state('disconnected');
      port.onmessage = ({ data }) => {
        if (port === current) handlers?.message(data as HostMessage | ArrayBuffer);
      };
      port.addEventListener('close', () => lose(port));
      port.start();
      for (const message of outbox.takeAll()) port.postMessage(message);
      handlers?.state('connected');
    },
    end: {
      send(message) {
        if (current) current.postMessage(message);
        else outbox.put(message, message);
      },
      receive(given) {
        handlers = given;
        if (current) given.state('connected');
      },
      close() {
        current?.close();
        current = undefined;
        handlers?.state('disconnected');
      },
    },
  };
}
