/** All that a page works with: the transport to its host and the three stores on it. */

import type { Transport } from '../../engine/contract/transport/transport.ts';
import { createDocument, type PipelineDocument } from './document/pipeline-document.ts';
import { createLiveStore, type LivePorts, type LiveStore } from './live/live-store.ts';
import { createReaderLooks, type ReaderLooks } from './session/reader-looks.ts';
import { createSession, type Session } from './session/session-store.ts';

export interface Workspace {
  readonly transport: Transport;
  readonly document: PipelineDocument;
  readonly live: LiveStore;
  readonly session: Session;
  readonly looks: ReaderLooks;
  close(): void;
}

export function createWorkspace(transport: Transport, ports: LivePorts = browserPorts): Workspace {
  const live = createLiveStore(transport, ports);
  const session = createSession(transport);
  return {
    transport,
    document: createDocument(),
    live,
    session,
    looks: createReaderLooks(),
    close() {
      live.close();
      session.close();
      transport.close();
    },
  };
}

const browserPorts: LivePorts = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
  setTimer: (callback, delayMs) => window.setTimeout(callback, delayMs),
  clearTimer: (timer) => window.clearTimeout(timer),
};
