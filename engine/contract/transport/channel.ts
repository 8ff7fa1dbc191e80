/** What a transport is carried by: a pair of ends that pass plain messages and binary frames in order. */

import type { ContractError } from '../app.ts';

/** From page to host. */
export type PageMessage =
  | { readonly kind: 'request'; readonly id: number; readonly name: string; readonly args: unknown }
  | {
      readonly kind: 'subscribe';
      readonly id: number;
      readonly name: string;
      readonly params: unknown;
    }
  | { readonly kind: 'unsubscribe'; readonly id: number }
  /** The page took the last frame and may be sent another; the first one asks for frames at all. */
  | { readonly kind: 'frame-taken' }
  | { readonly kind: 'frames-off' };

/** From host to page. */
export type HostMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: ContractError }
  | { readonly kind: 'data'; readonly id: number; readonly data: unknown };

/** One end. `Sent` and `Received` are the two unions above; frames go from host to page only. */
export interface ChannelEnd<Sent, Received> {
  send(message: Sent | ArrayBuffer): void;
  /** Set once, before anything arrives. */
  receive(handlers: {
    message(message: Received | ArrayBuffer): void;
    state(state: 'connected' | 'disconnected'): void;
  }): void;
  close(): void;
}

export type PageEnd = ChannelEnd<PageMessage, HostMessage>;
export type HostEnd = ChannelEnd<HostMessage, PageMessage>;

/** Two joined ends in one process, for tests. Messages are copied, as any real carrier would, and arrive in a later turn. */
export function memoryChannel(): { page: PageEnd; host: HostEnd } {
  const page = new MemoryEnd<PageMessage, HostMessage>();
  const host = new MemoryEnd<HostMessage, PageMessage>();
  page.peer = host;
  host.peer = page;
  return { page, host };
}

function later(task: () => void): void {
  void Promise.resolve().then(task);
}

class MemoryEnd<Sent, Received> implements ChannelEnd<Sent, Received> {
  peer: MemoryEnd<Received, Sent> | undefined;
  private handlers: Parameters<ChannelEnd<Sent, Received>['receive']>[0] | undefined;

  send(message: Sent | ArrayBuffer): void {
    const copy =
      message instanceof ArrayBuffer
        ? message.slice(0)
        : (JSON.parse(JSON.stringify(message)) as Sent);
    const { peer } = this;
    later(() => peer?.handlers?.message(copy));
  }

  receive(handlers: Parameters<ChannelEnd<Sent, Received>['receive']>[0]): void {
    this.handlers = handlers;
    later(() => this.handlers?.state('connected'));
  }

  close(): void {
    const { peer } = this;
    this.peer = undefined;
    this.handlers?.state('disconnected');
    this.handlers = undefined;
    if (peer) later(() => peer.close());
  }
}
