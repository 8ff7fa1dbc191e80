/** A node's thread as its cluster sees it: started, told things, stopped in order, or killed. */

import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { EngineError } from '../base/errors.ts';
import { systemClock } from '../base/ports/real/clock.ts';
import type { NodeOrder, NodeReport } from './node-messages.ts';

export type NodeState = 'starting' | 'running' | 'stopped' | 'failed';

export interface NodeHandleOptions {
  readonly script: 'controller-thread' | 'broker-thread';
  readonly setup: unknown;
  onReport(report: NodeReport): void;
  onState(state: NodeState): void;
}

/**
 * Room that a thread's heap has before its first full collection. V8 counts the buffers that pass through a broker against
 * this, and with less it marks the whole small heap again and again, for a third of a busy broker's time.
 */
const HEAP_START_MB = 64;

export class NodeHandle {
  readonly #worker: Worker;
  readonly #options: NodeHandleOptions;
  readonly #exited: Promise<void>;
  readonly #ready: Promise<void>;
  #fail: (error: EngineError) => void = () => {};
  #settle: () => void = () => {};
  #isStopping = false;
  state: NodeState = 'starting';
  /** Why it failed, in one sentence. */
  problem: string | null = null;

  constructor(options: NodeHandleOptions) {
    this.#options = options;
    // For every thread that starts from here on; no option of a single one does it.
    setFlagsFromString(`--initial-old-space-size=${HEAP_START_MB}`);
    this.#worker = new Worker(threadUrl(options.script), {
      workerData: options.setup,
      name: options.script,
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
    });
    this.#ready.catch(() => {});
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.on('message', (message: NodeReport) => this.#onReport(message));
    this.#worker.on('error', (error) =>
      this.#onFailure(new EngineError('NODE_CRASHED', `A node crashed: ${error.message}`)),
    );
    this.#worker.once('exit', () => this.#onExit());
  }

  /** Resolves when it serves; rejects with the `EngineError` that kept it from starting. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  tell(order: NodeOrder): void {
    this.#worker.postMessage(order);
  }

  /** Lets it finish; resolves when the thread has ended. After `patienceMs` it is killed. */
  async stop(patienceMs: number): Promise<void> {
    this.#isStopping = true;
    this.tell({ kind: 'stop' });
    const patience = systemClock.schedule(patienceMs, () => void this.#worker.terminate());
    await this.#exited;
    patience.cancel();
  }

  /** Ends the thread in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#isStopping = true;
    await this.#worker.terminate();
    await this.#exited;
  }

  #onReport(message: NodeReport): void {
    if (message.kind === 'ready') {
      this.#become('running');
      this.#settle();
    } else if (message.kind === 'failed') {
      this.#onFailure(
        new EngineError(
          message.code,
          message.message,
          message.hint === undefined ? {} : { hint: message.hint },
        ),
      );
    } else if (message.kind === 'crashed') {
      this.#onFailure(new EngineError('NODE_CRASHED', `A node crashed: ${message.report}`));
    }
    this.#options.onReport(message);
  }

  #onFailure(error: EngineError): void {
    this.problem = error.message;
    this.#become('failed');
    this.#fail(error);
  }

  #onExit(): void {
    if (this.state === 'failed') return;
    if (!this.#isStopping) this.problem = 'The thread ended by itself.';
    this.#become(this.#isStopping ? 'stopped' : 'failed');
    this.#fail(new EngineError('NODE_STOPPED', 'The node was stopped before it was ready.'));
  }

  #become(state: NodeState): void {
    if (this.state === state) return;
    this.state = state;
    this.#options.onState(state);
  }
}

/** Beside this file: as source when this runs from source, bundled when this is bundled. */
function threadUrl(script: string): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${script}.${extension}`, import.meta.url);
}
