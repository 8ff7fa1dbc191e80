/** Runs a source connector: poll, send, wait until it is safe, remember how far. */

import type { Producer } from '../client/cluster-client.ts';
import type { ConnectOffsets } from './connect-offsets.ts';
import type { ConnectCounters, ConnectTask, ConnectTaskOptions } from './connect-task.ts';
import { readSettings } from './connector-settings.ts';
import type { SourceConnector, SourceOffset, SourceTask } from './connectors/define-connector.ts';
import { Gate } from './gate.ts';

/** Between two writes of an offset: so much may come again after a kill. */
const OFFSET_FLUSH_MS = 250;

export interface SourceTaskOptions extends ConnectTaskOptions {
  readonly connector: SourceConnector;
  readonly topic: string;
  /** Opened when the connector has offsets to keep. */
  readonly offsets: () => Promise<ConnectOffsets>;
}

export async function startSourceTask(options: SourceTaskOptions): Promise<ConnectTask> {
  const { connector, config } = options;
  const settings = readSettings(connector.fields, config);
  const task = connector.task({ ...options, settings });
  const partition = task.offsetPartition;
  const offsets = partition === undefined ? undefined : await options.offsets();
  task.start(partition && offsets?.find(options.name, partition));
  const producer = await options.client.producer({ clientId: options.clientId });
  return new RunningSource(options, { task, producer, offsets });
}

interface Parts {
  readonly task: SourceTask;
  readonly producer: Producer;
  readonly offsets: ConnectOffsets | undefined;
}

class RunningSource implements ConnectTask {
  readonly counters: ConnectCounters = { recordsIn: 0, recordsOut: 0 };
  readonly done: Promise<void>;
  readonly #options: SourceTaskOptions;
  readonly #parts: Parts;
  readonly #gate: Gate;
  /** Sent and safe, but not yet written down. */
  #unsaved: SourceOffset | undefined;
  #savedAt: number;
  #status = '';
  #isAbandoned = false;

  constructor(options: SourceTaskOptions, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
    this.#gate = new Gate(options.ports.clock);
    this.#savedAt = options.ports.clock.monotonic();
    this.done = this.#run();
    // Whoever does not look at `done` must not be ended by it.
    this.done.catch(() => undefined);
  }

  status(): string {
    return this.#status;
  }

  pause(): void {
    this.#gate.hold();
  }

  resume(): void {
    this.#parts.task.onResume?.();
    this.#gate.release();
  }

  async close(): Promise<void> {
    this.#gate.close();
    await this.done.catch(() => undefined);
  }

  abandon(): void {
    this.#unsaved = undefined;
    this.#isAbandoned = true;
  }

  async #run(): Promise<void> {
    const { task, producer } = this.#parts;
    try {
      await this.#gate.pass(0);
      while (!this.#gate.isClosed) {
        const waitMs = await this.#step();
        if (waitMs === undefined) break;
        await this.#gate.pass(waitMs);
      }
      await this.#save();
    } finally {
      task.close();
      await producer.close();
    }
  }

  /** One poll; returns how long to wait, or undefined when no more will come. */
  async #step(): Promise<number | undefined> {
    const { task, producer } = this.#parts;
    const { messages, offset, waitMs, isDone = false, status = '' } = task.poll();
    this.#status = status;
    if (messages.length > 0) {
      await producer.send(this.#options.topic, messages);
      this.counters.recordsOut += messages.length;
      this.#unsaved = offset;
    }
    const { clock } = this.#options.ports;
    if (clock.monotonic() - this.#savedAt >= OFFSET_FLUSH_MS) await this.#save();
    if (isDone) return undefined;
    // Without a wait and without a record, the loop would leave no turn to others.
    return messages.length === 0 ? Math.max(waitMs, 1) : waitMs;
  }

  async #save(): Promise<void> {
    const { offsets } = this.#parts;
    const { name, ports } = this.#options;
    if (this.#isAbandoned) return;
    if (this.#unsaved !== undefined) await offsets?.save(name, this.#unsaved);
    this.#unsaved = undefined;
    this.#savedAt = ports.clock.monotonic();
  }
}
