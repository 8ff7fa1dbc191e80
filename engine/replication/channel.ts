/** One pipelined connection from a node to another: typed requests out, replies in the order of the requests. */

import { assert } from '../base/assert.ts';
import { EngineError, messageOf } from '../base/errors.ts';
import type { Clock, Timer } from '../base/ports/clock.ts';
import type { Address, Connection, Network } from '../base/ports/network.ts';
import type { Api } from '../protocol/api.ts';
import { FrameSplitter } from '../protocol/frame-splitter.ts';
import { decodeResponse, encodeRequest } from '../protocol/frame.ts';
import type { Draft, Value } from '../protocol/schema.ts';

export interface RequestChannelOptions {
  network: Network;
  clock: Clock;
  /** Where the peer listens now; asked anew for each connection. Undefined while nobody knows. */
  address: () => Address | undefined;
  clientId: string;
  /** A peer that leaves a request without a reply for this long is given up. */
  requestTimeoutMs?: number;
}

interface Waiting {
  readonly api: Api;
  readonly version: number;
  readonly correlationId: number;
  readonly deadline: number;
  resolve(body: never): void;
  reject(error: EngineError): void;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** Connects when it is first used, and again after the connection was lost. */
export class RequestChannel {
  readonly #options: Required<RequestChannelOptions>;
  readonly #waiting: Waiting[] = [];
  #connection: Connection | undefined;
  #connecting: Promise<Connection> | undefined;
  #nextCorrelationId = 0;
  #watchdog: Timer | undefined;
  #closed = false;

  constructor(options: RequestChannelOptions) {
    this.#options = { requestTimeoutMs: REQUEST_TIMEOUT_MS, ...options };
  }

  get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  /** Rejects with `EngineError` codes `CONNECT_FAILED`, `CONNECTION_LOST`, `REQUEST_TIMED_OUT` or `CHANNEL_CLOSED`. */
  async request<A extends Api>(
    api: A,
    version: number,
    body: Draft<A['request']>,
  ): Promise<Value<A['response']>> {
    const connection = this.#connection ?? (await this.#connect());
    if (this.#connection !== connection)
      throw lost('The connection was lost before the request was sent.');
    const correlationId = this.#nextCorrelationId++ & 0x7fffffff;
    return new Promise((resolve, reject) => {
      const deadline = this.#options.clock.monotonic() + this.#options.requestTimeoutMs;
      this.#waiting.push({
        api,
        version,
        correlationId,
        deadline,
        resolve,
        reject,
      });
      this.#watch();
      connection.write(
        encodeRequest(api, { version, correlationId, clientId: this.#options.clientId }, body),
      );
    });
  }

  close(): void {
    this.#closed = true;
    this.#drop(new EngineError('CHANNEL_CLOSED', 'The connection was closed on this side.'));
  }

  #connect(): Promise<Connection> {
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #open(): Promise<Connection> {
    const address = this.#options.address();
    if (this.#closed)
      throw new EngineError('CHANNEL_CLOSED', 'The connection was closed on this side.');
    if (!address)
      throw new EngineError('CONNECT_FAILED', 'The address of the other node is not known yet.');
    const connection = await this.#options.network.connect(address);
    if (this.#closed) {
      connection.destroy();
      throw new EngineError('CHANNEL_CLOSED', 'The connection was closed on this side.');
    }
    const splitter = new FrameSplitter((frame) => this.#onFrame(frame));
    connection.handle({
      onData: (chunk) => {
        try {
          splitter.push(chunk);
        } catch (error) {
          this.#fail(connection, `The other node sent what cannot be read: ${messageOf(error)}`);
        }
      },
      onClose: () =>
        this.#fail(connection, `The connection to ${address.host}:${address.port} was lost.`),
    });
    this.#connection = connection;
    return connection;
  }

  #onFrame(frame: Buffer): void {
    const waiting = this.#waiting.shift();
    assert(waiting, 'A reply answers a request.');
    const { correlationId, body } = decodeResponse(waiting.api, waiting.version, frame);
    assert(correlationId === waiting.correlationId, 'Replies come in the order of the requests.');
    waiting.resolve(body as never);
  }

  #fail(connection: Connection, sentence: string): void {
    if (this.#connection === connection) this.#drop(lost(sentence));
    connection.destroy();
  }

  #drop(error: EngineError): void {
    this.#watchdog?.cancel();
    this.#watchdog = undefined;
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.destroy();
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }

  /** One timer for all that wait: replies come in order, so the first is the oldest. */
  #watch(): void {
    if (this.#watchdog) return;
    const { clock, requestTimeoutMs } = this.#options;
    const check = (): void => {
      this.#watchdog = undefined;
      const [oldest] = this.#waiting;
      if (!oldest) return;
      const left = oldest.deadline - clock.monotonic();
      if (left > 0) {
        this.#watchdog = clock.schedule(left, check);
        return;
      }
      this.#drop(
        new EngineError(
          'REQUEST_TIMED_OUT',
          `${oldest.api.name} had no reply for ${requestTimeoutMs} ms.`,
        ),
      );
    };
    this.#watchdog = clock.schedule(requestTimeoutMs, check);
  }
}

function lost(sentence: string): EngineError {
  return new EngineError('CONNECTION_LOST', sentence);
}
