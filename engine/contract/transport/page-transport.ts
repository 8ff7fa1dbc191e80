/** The page's side of the contract over any channel. Subscriptions come back by themselves when the host does. */

import type { CommandName, Commands } from '../commands/command-types.ts';
import type { ViewName, Views } from '../views/view-types.ts';
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

type State = 'connected' | 'disconnected';

/** Speaks the contract through `end`. Requests that are under way when the host goes are refused with `HOST_GONE`. */
export function pageTransport(end: PageEnd): Transport {
  return new PageTransport(end);
}

class PageTransport implements Transport {
  readonly #end: PageEnd;
  readonly #waiting = new Map<number, Waiting>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #frameListeners = new Set<(frame: ArrayBuffer) => void>();
  readonly #stateListeners = new Set<(state: State) => void>();
  #nextId = 1;
  #wasConnected = false;

  constructor(end: PageEnd) {
    this.#end = end;
    end.receive({
      message: (message) => this.#onMessage(message),
      state: (state) => this.#onState(state),
    });
  }

  request<Name extends CommandName>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['reply']> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#end.send({ kind: 'request', id, name, args });
    });
  }

  subscribe<Name extends ViewName>(
    name: Name,
    params: Views[Name]['params'],
    onData: (data: Views[Name]['data']) => void,
  ): () => void {
    const id = this.#nextId++;
    this.#subscriptions.set(id, { name, params, onData });
    this.#end.send({ kind: 'subscribe', id, name, params });
    return () => {
      if (this.#subscriptions.delete(id)) this.#end.send({ kind: 'unsubscribe', id });
    };
  }

  frames(onFrame: (frame: ArrayBuffer) => void): () => void {
    const listeners = this.#frameListeners;
    if (listeners.size === 0) this.#end.send({ kind: 'frame-taken' });
    listeners.add(onFrame);
    return () => {
      if (listeners.delete(onFrame) && listeners.size === 0) this.#end.send({ kind: 'frames-off' });
    };
  }

  onState(callback: (state: State) => void): () => void {
    this.#stateListeners.add(callback);
    return () => this.#stateListeners.delete(callback);
  }

  close(): void {
    this.#end.close();
  }

  #onMessage(message: HostMessage | ArrayBuffer): void {
    if (message instanceof ArrayBuffer) return this.#onFrame(message);
    switch (message.kind) {
      case 'reply':
        this.#waiting.get(message.id)?.resolve(message.value as never);
        this.#waiting.delete(message.id);
        return;
      case 'refusal':
        this.#waiting.get(message.id)?.reject(new CommandRefused(message.error));
        this.#waiting.delete(message.id);
        return;
      case 'data':
        this.#subscriptions.get(message.id)?.onData(message.data as never);
    }
  }

  #onFrame(frame: ArrayBuffer): void {
    for (const listener of this.#frameListeners) listener(frame);
    if (this.#frameListeners.size > 0) this.#end.send({ kind: 'frame-taken' });
  }

  #onState(state: State): void {
    if (state === 'disconnected') this.#refuseAll();
    else if (this.#wasConnected) this.#askAgain();
    this.#wasConnected = true;
    for (const listener of this.#stateListeners) listener(state);
  }

  #refuseAll(): void {
    const gone = new CommandRefused({
      code: 'HOST_GONE',
      message: 'The engine is not there.',
      hint: 'It is started again; try once more in a moment.',
    });
    for (const request of this.#waiting.values()) request.reject(gone);
    this.#waiting.clear();
  }

  #askAgain(): void {
    for (const [id, { name, params }] of this.#subscriptions) {
      this.#end.send({ kind: 'subscribe', id, name, params });
    }
    if (this.#frameListeners.size > 0) this.#end.send({ kind: 'frame-taken' });
  }
}
