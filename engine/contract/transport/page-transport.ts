/** The page's side of the contract over any channel. Subscriptions come back by themselves when the host does. */

import type { HostMessage, PageEnd } from './channel.ts';
import { CommandRefused, type Transport } from './transport.ts';

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

interface Subscription {
  readonly name: string;
  readonly params: unknown;
  onData(data: never): void;
}

/** Speaks the contract through `end`. Requests that are under way when the host goes are refused with `HOST_GONE`. */
export function pageTransport(end: PageEnd): Transport {
  const waiting = new Map<number, Waiting>();
  const subscriptions = new Map<number, Subscription>();
  const frameListeners = new Set<(frame: ArrayBuffer) => void>();
  const stateListeners = new Set<(state: 'connected' | 'disconnected') => void>();
  let nextId = 1;
  let connectedBefore = false;

  end.receive({ message: onMessage, state: onState });

  function onMessage(message: HostMessage | ArrayBuffer): void {
    if (message instanceof ArrayBuffer) return onFrame(message);
    switch (message.kind) {
      case 'reply':
        waiting.get(message.id)?.resolve(message.value as never);
        waiting.delete(message.id);
        return;
      case 'refusal':
        waiting.get(message.id)?.reject(new CommandRefused(message.error));
        waiting.delete(message.id);
        return;
      case 'data':
        subscriptions.get(message.id)?.onData(message.data as never);
    }
  }

  function onFrame(frame: ArrayBuffer): void {
    for (const listener of frameListeners) listener(frame);
    if (frameListeners.size > 0) end.send({ kind: 'frame-taken' });
  }

  function onState(state: 'connected' | 'disconnected'): void {
    if (state === 'disconnected') {
      const gone = new CommandRefused({
        code: 'HOST_GONE',
        message: 'The engine is not there.',
        hint: 'It is started again; try once more in a moment.',
      });
      for (const request of waiting.values()) request.reject(gone);
      waiting.clear();
    } else if (connectedBefore) {
      for (const [id, { name, params }] of subscriptions)
        end.send({ kind: 'subscribe', id, name, params });
      if (frameListeners.size > 0) end.send({ kind: 'frame-taken' });
    }
    connectedBefore = true;
    for (const listener of stateListeners) listener(state);
  }

  return {
    request(name, args) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        end.send({ kind: 'request', id, name, args });
      });
    },
    subscribe(name, params, onData) {
      const id = nextId++;
      subscriptions.set(id, { name, params, onData: onData as Subscription['onData'] });
      end.send({ kind: 'subscribe', id, name, params });
      return () => {
        if (subscriptions.delete(id)) end.send({ kind: 'unsubscribe', id });
      };
    },
    frames(onFrameTaken) {
      if (frameListeners.size === 0) end.send({ kind: 'frame-taken' });
      frameListeners.add(onFrameTaken);
      return () => {
        if (frameListeners.delete(onFrameTaken) && frameListeners.size === 0)
          end.send({ kind: 'frames-off' });
      };
    },
    onState(callback) {
      stateListeners.add(callback);
      return () => stateListeners.delete(callback);
    },
    close() {
      end.close();
    },
  };
}
