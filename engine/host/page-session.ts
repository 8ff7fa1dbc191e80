/** One page: its requests, its subscriptions, and the live frames that it takes. */

import { z } from 'zod';
import { EngineError, messageOf } from '../base/errors.ts';
import { every, type Timer } from '../base/ports/clock.ts';
import type { ContractError } from '../contract/app.ts';
import { commands } from '../contract/commands/index.ts';
import { encodeLiveFrame } from '../contract/live/live-frame.ts';
import type { HostEnd, PageMessage } from '../contract/transport/channel.ts';
import type { Host } from './host.ts';
import type { LiveVersions } from './live/live-state.ts';

const FRAME_MS = 33;
const SUBSCRIPTIONS_MAX = 1000;

/** The outer shape of what a page may send; anything else ends the session. */
const pageMessage = z.union([
  z.object({ kind: z.literal('request'), id: z.int(), name: z.string(), args: z.unknown() }),
  z.object({ kind: z.literal('subscribe'), id: z.int(), name: z.string(), params: z.unknown() }),
  z.object({ kind: z.literal('unsubscribe'), id: z.int() }),
  z.object({ kind: z.literal('frame-taken') }),
  z.object({ kind: z.literal('frames-off') }),
]);

const commandsByName: ReadonlyMap<string, (typeof commands)[number]> = new Map(
  commands.map((command) => [command.name, command]),
);

export class PageSession {
  readonly #host: Host;
  readonly #end: HostEnd;
  readonly #subscriptions = new Map<number, () => void>();
  readonly #versions: LiveVersions = { partitions: 0, positions: 0, nodes: 0 };
  #mayFrame = false;
  #frames: Timer | undefined;

  constructor(host: Host, end: HostEnd, onClosed: (session: PageSession) => void) {
    this.#host = host;
    this.#end = end;
    end.receive({
      message: (message) => this.#take(message),
      state: (state) => {
        if (state !== 'disconnected') return;
        this.#letGo();
        onClosed(this);
      },
    });
  }

  close(): void {
    this.#letGo();
    this.#end.close();
  }

  #letGo(): void {
    this.#frames?.cancel();
    this.#frames = undefined;
    for (const stop of this.#subscriptions.values()) stop();
    this.#subscriptions.clear();
  }

  #take(raw: PageMessage | ArrayBuffer): void {
    const parsed = pageMessage.safeParse(raw);
    if (!parsed.success) return this.close();
    const message = parsed.data;
    switch (message.kind) {
      case 'request':
        void this.#answer(message);
        return;
      case 'subscribe':
        return this.#subscribe(message);
      case 'unsubscribe':
        this.#subscriptions.get(message.id)?.();
        this.#subscriptions.delete(message.id);
        return;
      case 'frame-taken':
        return this.#wantFrame();
      case 'frames-off':
        this.#frames?.cancel();
        this.#frames = undefined;
    }
  }

  async #answer({ id, name, args }: { id: number; name: string; args?: unknown }): Promise<void> {
    try {
      this.#end.send({ kind: 'reply', id, value: await this.#run(name, args) });
    } catch (error) {
      this.#end.send({ kind: 'refusal', id, error: this.#refusal(name, error) });
    }
  }

  async #run(name: string, args: unknown): Promise<unknown> {
    const command = commandsByName.get(name);
    if (!command)
      throw new EngineError('NO_SUCH_COMMAND', `There is no command "${name}".`, {
        hint: 'The page and the engine may be of different versions; reload the page.',
      });
    const parsed = command.args.safeParse(args);
    if (!parsed.success)
      throw new EngineError('BAD_ARGUMENTS', `${name}: ${z.prettifyError(parsed.error)}`);
    return this.#host.execute(command.name, parsed.data);
  }

  #refusal(name: string, error: unknown): ContractError {
    if (error instanceof EngineError)
      return { code: error.code, message: error.message, hint: error.hint };
    this.#host.reportBug(`The command ${name} failed`, error);
    return {
      code: 'BUG',
      message: `Penstock made a mistake: ${messageOf(error)}.`,
      hint: 'Please report it; the event log has the details.',
    };
  }

  #subscribe({ id, name, params }: { id: number; name: string; params?: unknown }): void {
    if (this.#subscriptions.has(id) || this.#subscriptions.size >= SUBSCRIPTIONS_MAX) return;
    const stop = this.#host.watch(name, params, (data) =>
      this.#end.send({ kind: 'data', id, data }),
    );
    if (stop) this.#subscriptions.set(id, stop);
  }

  #wantFrame(): void {
    this.#mayFrame = true;
    this.#frames ??= every(this.#host.clock, FRAME_MS, () => this.#frame());
  }

  /** The next frame is not sent before the page has taken the last: a slow page gets fewer, never older ones. */
  #frame(): void {
    if (!this.#mayFrame) return;
    const frame = this.#host.live.frameSince(this.#versions, this.#host.clock.now());
    if (!frame) return;
    this.#mayFrame = false;
    this.#end.send(encodeLiveFrame(frame));
  }
}
