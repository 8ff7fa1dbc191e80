/** Keeps one node at work: starts it, says how it is, and tries again after what may pass. */

import { messageOf } from '../base/errors.ts';
import type { Clock, Timer } from '../base/ports/clock.ts';
import { isPassing } from '../client/errors.ts';
import type { NodeState } from '../contract/views/pipeline.ts';
import type { NodeCounters, Part } from './parts/part.ts';

export interface NodeRunOptions {
  readonly clock: Clock;
  readonly start: () => Promise<Part>;
  readonly onChange: () => void;
  /** It has failed and will not try again by itself. */
  readonly onFailed: (sentence: string) => void;
}

const RETRY_MS_MIN = 500;
const RETRY_MS_MAX = 15_000;
/** Leaving in good order needs the cluster; where it does not answer, its own time-outs do the rest. */
const CLOSE_PATIENCE_MS = 5000;

export class NodeRun {
  readonly #options: NodeRunOptions;
  #state: NodeState = 'starting';
  #message = '';
  #isHeld = false;
  #isClosed = false;
  #part: Part | undefined;
  #starting: Promise<void>;
  #retryTimer: Timer | undefined;
  #retryMs = RETRY_MS_MIN;
  /** Of the parts before this one. */
  #before: NodeCounters = { recordsIn: 0, recordsOut: 0, recordsSkipped: 0 };

  constructor(options: NodeRunOptions, { isHeld }: { isHeld: boolean }) {
    this.#options = options;
    this.#isHeld = isHeld;
    this.#starting = this.#start();
  }

  get state(): NodeState {
    return this.#state;
  }

  get message(): string {
    return this.#message === '' ? (this.#part?.status() ?? '') : this.#message;
  }

  /** Undefined while it is not at work. */
  get part(): Part | undefined {
    return this.#part;
  }

  counters(): NodeCounters {
    const now = this.#part?.counters();
    if (now === undefined) return this.#before;
    return sum(this.#before, now);
  }

  /** Resolves when the first attempt to start has ended, well or not. */
  started(): Promise<void> {
    return this.#starting;
  }

  setHeld(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    if (this.#part === undefined || (this.#state !== 'running' && this.#state !== 'paused')) return;
    if (isHeld) this.#part.pause();
    else this.#part.resume();
    this.#become(isHeld ? 'paused' : 'running', '');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#retryTimer?.cancel();
    await this.#within(this.#starting);
    const part = this.#part;
    this.#retire();
    if (part !== undefined) await this.#closePart(part);
    this.#become('idle', '');
  }

  async #closePart(part: Part): Promise<void> {
    const closed = part.close().then(
      () => true,
      () => true,
    );
    if (!(await this.#within(closed))) part.abandon?.();
  }

  /** Whether it has settled before patience ended. */
  #within(promise: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = this.#options.clock.schedule(CLOSE_PATIENCE_MS, () => resolve(false));
      void promise.then(() => {
        timer.cancel();
        resolve(true);
      });
    });
  }

  async #start(): Promise<void> {
    try {
      const part = await this.#options.start();
      if (this.#isClosed) {
        await this.#closePart(part);
        return;
      }
      this.#part = part;
      if (this.#isHeld) part.pause();
      this.#become(this.#isHeld ? 'paused' : 'running', '');
      part.done.then(
        () => this.#onDone(part),
        (error: unknown) => void this.#onEnded(part, error),
      );
    } catch (error) {
      this.#onFailure(error);
    }
  }

  #onDone(part: Part): void {
    if (this.#isClosed || this.#part !== part) return;
    this.#become('done', '');
  }

  async #onEnded(part: Part, error: unknown): Promise<void> {
    if (this.#isClosed || this.#part !== part) return;
    this.#retire();
    await this.#closePart(part);
    this.#onFailure(error);
  }

  #retire(): void {
    this.#before = this.counters();
    this.#part = undefined;
  }

  #onFailure(error: unknown): void {
    if (this.#isClosed) return;
    const sentence = messageOf(error);
    if (!isPassing(error)) {
      this.#become('failed', sentence);
      this.#options.onFailed(sentence);
      return;
    }
    const seconds = Math.ceil(this.#retryMs / 1000);
    this.#become('starting', `${sentence} It tries again in ${seconds} s.`);
    this.#retryTimer = this.#options.clock.schedule(this.#retryMs, () => {
      this.#starting = this.#start();
    });
    this.#retryMs = Math.min(2 * this.#retryMs, RETRY_MS_MAX);
  }

  #become(state: NodeState, message: string): void {
    if (state === 'running' || state === 'paused') this.#retryMs = RETRY_MS_MIN;
    this.#state = state;
    this.#message = message;
    this.#options.onChange();
  }
}

function sum(one: NodeCounters, other: NodeCounters): NodeCounters {
  return {
    recordsIn: one.recordsIn + other.recordsIn,
    recordsOut: one.recordsOut + other.recordsOut,
    recordsSkipped: one.recordsSkipped + other.recordsSkipped,
  };
}
