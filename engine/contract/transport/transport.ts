/** How a page reaches a host: requests, subscriptions and live frames, whatever carries them. */

import type { Commands, CommandName } from '../commands/command-types.ts';
import type { Views, ViewName } from '../views/view-types.ts';

export interface Transport {
  /** Resolves with the reply, or rejects with a `CommandRefused` that says what to try. */
  request<Name extends CommandName>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['reply']>;
  /** Calls back with each update until the returned function is called. */
  subscribe<Name extends ViewName>(
    name: Name,
    params: Views[Name]['params'],
    onData: (data: Views[Name]['data']) => void,
  ): () => void;
  /** Calls back with each live frame until the returned function is called. */
  frames(onFrame: (frame: ArrayBuffer) => void): () => void;
  /** Calls back when the host is gone and when it is back. */
  onState(callback: (state: 'connected' | 'disconnected') => void): () => void;
  close(): void;
}

/** A command that the host refused. */
export class CommandRefused extends Error {
  override name = 'CommandRefused';
  readonly code: string;
  readonly hint: string | undefined;

  constructor(error: { code: string; message: string; hint?: string | undefined }) {
    super(error.message);
    this.code = error.code;
    this.hint = error.hint;
  }
}
