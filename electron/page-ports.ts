/** Joins a page to the host: one port for each load of the page, asked for by the preload. */

import { ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import type { HostEnd, PageMessage } from '../engine/contract/transport/channel.ts';
import { PAGE_URL } from './page-url.ts';

/** What the preload sends, and on which channel it gets its port. */
const READY = 'penstock:page-ready';
const PORT = 'penstock:port';

export function connectPages(connect: (end: HostEnd) => void): void {
  ipcMain.on(READY, (event) => {
    const { senderFrame, sender } = event;
    if (
      !senderFrame ||
      senderFrame !== sender.mainFrame ||
      new URL(senderFrame.url).origin !== new URL(PAGE_URL).origin
    )
      return;
    const { port1, port2 } = new MessageChannelMain();
    connect(portEnd(port1));
    sender.mainFrame.postMessage(PORT, null, [port2]);
  });
}

function portEnd(port: MessagePortMain): HostEnd {
  return {
    send: (message) => port.postMessage(message),
    receive({ message, state }) {
      port.on('message', ({ data }) => message(data as PageMessage));
      port.on('close', () => state('disconnected'));
      port.start();
      state('connected');
    },
    close: () => port.close(),
  };
}
