/** The page's end over a WebSocket: JSON text both ways, frames as binary; it dials again when the host was gone. */

import type { HostMessage, PageEnd } from '../../engine/contract/transport/channel.ts';
import { createOutbox } from './outbox.ts';

/** What it needs of a browser; tests give their own. */
export interface SocketPorts {
  open(url: string): WebSocketLike;
  setTimer(callback: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

export interface WebSocketLike {
  binaryType: string;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  send(data: string | ArrayBuffer): void;
  close(): void;
}

const DELAY_FIRST_MS = 250;
const DELAY_MAX_MS = 4000;

/** The address of the contract on the host that served the page. */
export function contractUrl(pageUrl: string, token: string | null): string {
  const url = new URL('/contract', pageUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (token !== null) url.searchParams.set('token', token);
  return url.href;
}

/** Messages sent before the first connection wait for it; after a loss requests are refused until the host is back. */
export function webSocketEnd(url: string, ports: SocketPorts): PageEnd {
  type Handlers = Parameters<PageEnd['receive']>[0];
  let handlers: Handlers | undefined;
  let socket: WebSocketLike | undefined;
  let isOpen = false;
  let isClosed = false;
  const outbox = createOutbox<string | ArrayBuffer>((message) =>
    queueMicrotask(() => handlers?.message(message)),
  );
  let attempts = 0;
  let timer: number | undefined;

  function dial(): void {
    timer = undefined;
    const dialled = ports.open(url);
    socket = dialled;
    dialled.binaryType = 'arraybuffer';
    dialled.onopen = () => {
      isOpen = true;
      attempts = 0;
      for (const data of outbox.takeAll()) dialled.send(data);
      handlers?.state('connected');
    };
    dialled.onmessage = ({ data }) => onData(data);
    dialled.onclose = () => onClose();
  }

  function onData(data: unknown): void {
    if (data instanceof ArrayBuffer) handlers?.message(data);
    else if (typeof data === 'string') handlers?.message(JSON.parse(data) as HostMessage);
  }

  function onClose(): void {
    socket = undefined;
    if (isClosed) return;
    outbox.lost();
    // Said once for each loss, and once when the first dial found nobody.
    if (isOpen || attempts === 0) handlers?.state('disconnected');
    isOpen = false;
    timer = ports.setTimer(dial, Math.min(DELAY_FIRST_MS * 2 ** attempts, DELAY_MAX_MS));
    attempts++;
  }

  dial();
  return {
    send(message) {
      const data = message instanceof ArrayBuffer ? message : JSON.stringify(message);
      if (isOpen) socket?.send(data);
      else outbox.put(message, data);
    },
    receive(given) {
      handlers = given;
      if (isOpen) given.state('connected');
    },
    close() {
      isClosed = true;
      isOpen = false;
      if (timer !== undefined) ports.clearTimer(timer);
      socket?.close();
      handlers?.state('disconnected');
    },
  };
}

export const browserSockets: SocketPorts = {
  open: (url) => new WebSocket(url) as WebSocketLike,
  setTimer: (callback, delayMs) => window.setTimeout(callback, delayMs),
  clearTimer: (timer) => window.clearTimeout(timer),
};
