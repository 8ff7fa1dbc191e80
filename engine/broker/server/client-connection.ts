/** One client's connection: requests are worked on as they come, answers leave in the order of the requests. */

import { assert } from '../../base/assert.ts';
import { ByteReader, MalformedBytesError } from '../../base/bytes-reader.ts';
import type { Clock } from '../../base/ports/clock.ts';
import type { Connection } from '../../base/ports/network.ts';
import { FrameSplitter } from '../../protocol/frame-splitter.ts';
import { decodeRequestHeader, type RequestHeader } from '../../protocol/frame.ts';
import { ClientActivity } from './client-activity.ts';

/** What a request is answered with: the chunks of a frame, nothing at all (acks=0), or the end of the connection. */
export type Answer = Buffer[] | 'nothing' | 'close';

/** Decodes and serves one request; must not reject. */
export type Serve = (request: {
  header: RequestHeader;
  body: ByteReader;
  client: ClientConnection;
}) => Answer | Promise<Answer>;

export interface ClientConnectionOptions {
  id: number;
  connection: Connection;
  clock: Clock;
  serve: Serve;
  frameSizeMax: number;
  /** Why this side closed the connection, in one sentence for the log. */
  onRefused(client: ClientConnection, sentence: string): void;
  onClosed(client: ClientConnection): void;
}

interface Slot {
  answer: Answer | undefined;
}

/** More unanswered requests than this are not read yet. */
const IN_FLIGHT_MAX = 64;
/** More unsent bytes than this, and no more requests are read. */
const QUEUED_BYTES_MAX = 16 * 1024 * 1024;

export class ClientConnection {
  readonly id: number;
  /** What this client reads and writes, for those who watch. */
  readonly activity = new ClientActivity();
  readonly #options: ClientConnectionOptions;
  readonly #splitter: FrameSplitter;
  readonly #slots: Slot[] = [];
  #isFlushPlanned = false;
  #isPaused = false;
  #isClosed = false;
  /** A request was answered with the end of the connection: what comes behind it is not served. */
  #isEnding = false;
  #onNext: (() => void) | undefined;

  constructor(options: ClientConnectionOptions) {
    this.id = options.id;
    this.#options = options;
    this.#splitter = new FrameSplitter((frame) => this.#onFrame(frame), options.frameSizeMax);
    options.connection.handle({
      onData: (chunk) => this.#onData(chunk),
      onClose: () => this.#onClose(),
      onDrain: () => this.#regulate(),
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get remoteHost(): string {
    return this.#options.connection.remote.host.replace(/^::ffff:/, '');
  }

  get remotePort(): number {
    return this.#options.connection.remote.port;
  }

  /** A request that waits is told when another comes behind it, or the client goes: answers leave in order, so it holds the others up. */
  set onNextRequest(task: (() => void) | undefined) {
    this.#onNext = task;
  }

  /** Closes at once. */
  destroy(): void {
    this.#options.connection.destroy();
  }

  #onData(chunk: Buffer): void {
    if (this.#isClosed) return;
    try {
      this.#splitter.push(chunk);
    } catch (error) {
      if (!(error instanceof MalformedBytesError)) throw error;
      this.#refuse(error.message);
    }
    this.#regulate();
  }

  #onFrame(frame: Buffer): void {
    if (this.#isClosed || this.#isEnding) return;
    const reader = new ByteReader(frame);
    const header = decodeRequestHeader(reader);
    this.#hurry();
    this.activity.sawRequest(header);
    const slot: Slot = { answer: undefined };
    this.#slots.push(slot);
    const answer = this.#options.serve({ header, body: reader, client: this });
    if (answer instanceof Promise) void answer.then((later) => this.#settle(slot, later));
    else this.#settle(slot, answer);
  }

  #hurry(): void {
    const task = this.#onNext;
    this.#onNext = undefined;
    task?.();
  }

  #settle(slot: Slot, answer: Answer): void {
    assert(slot.answer === undefined, 'A request is answered once.');
    slot.answer = answer;
    if (answer === 'close') this.#isEnding = true;
    if (this.#slots[0] !== slot || this.#isFlushPlanned || this.#isClosed) return;
    this.#isFlushPlanned = true;
    this.#options.clock.defer(() => this.#flush());
  }

  /** All answers that are due leave in one write. */
  #flush(): void {
    this.#isFlushPlanned = false;
    if (this.#isClosed) return;
    const buffers: Buffer[] = [];
    let answered = 0;
    for (const { answer } of this.#slots) {
      if (answer === undefined) break;
      answered++;
      if (answer === 'nothing') continue;
      if (answer === 'close') {
        this.#finish(buffers);
        return;
      }
      for (const buffer of answer) buffers.push(buffer);
    }
    this.#slots.splice(0, answered);
    if (buffers.length > 0) this.#options.connection.write(buffers);
    this.#regulate();
  }

  #finish(buffers: Buffer[]): void {
    if (buffers.length > 0) this.#options.connection.write(buffers);
    this.#options.connection.end();
  }

  #refuse(sentence: string): void {
    this.#options.onRefused(this, sentence);
    this.destroy();
  }

  /** Stops reading while too much waits, so that one client cannot fill the memory. */
  #regulate(): void {
    const { connection } = this.#options;
    const isBusy = this.#slots.length >= IN_FLIGHT_MAX || connection.queuedBytes > QUEUED_BYTES_MAX;
    if (isBusy === this.#isPaused) return;
    this.#isPaused = isBusy;
    if (isBusy) connection.pause();
    else connection.resume();
  }

  #onClose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#hurry();
    this.#slots.length = 0;
    this.#options.onClosed(this);
  }
}
