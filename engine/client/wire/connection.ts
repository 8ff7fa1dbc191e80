/** One connection to one broker: requests go out at once, answers come back in order. */

import { EngineError } from '../../base/errors.ts';
import type { Timer } from '../../base/ports/clock.ts';
import type { Address, Connection } from '../../base/ports/network.ts';
import type { Api } from '../../protocol/api.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { FrameSplitter } from '../../protocol/frame-splitter.ts';
import { correlationIdOf, decodeResponse, encodeRequest } from '../../protocol/frame.ts';
import { apiVersions } from '../../protocol/messages/index.ts';
import type { Draft, Value } from '../../protocol/schema.ts';
import { connectionLost, requestTimedOut, unsupportedApi } from '../errors.ts';
import type { ClientPorts } from '../client-options.ts';

export interface ConnectionOptions {
  ports: ClientPorts;
  address: Address;
  clientId: string;
  requestTimeoutMs: number;
}

interface Waiting {
  readonly api: Api;
  readonly version: number;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: Timer;
}

const SOFTWARE = { clientSoftwareName: 'penstock', clientSoftwareVersion: '1' };
/** The first version whose answer tells features; older brokers answer it with error 35 in version 0. */
const API_VERSIONS_VERSION = 3;
/** A broker that cannot even tell its versions in this time is passed over. */
const HANDSHAKE_TIMEOUT_MS = 5000;

export class BrokerConnection {
  /** Our newest version that the broker knows, by API key; undefined before the handshake. */
  #versions = new Map<number, readonly [number, number]>();
  #correlationId = 0;
  #failure: Error | undefined;
  readonly #waiting = new Map<number, Waiting>();
  readonly #connection: Connection;
  readonly #options: ConnectionOptions;
  readonly #name: string;

  private constructor(connection: Connection, options: ConnectionOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#name = `${options.address.host}:${options.address.port}`;
    let chunk: Buffer | undefined;
    const splitter = new FrameSplitter((frame) =>
      // A view of the chunk would change when the network reuses it.
      this.#onFrame(frame.buffer === chunk?.buffer ? Buffer.from(frame) : frame),
    );
    connection.handle({
      onData: (data) => {
        chunk = data;
        try {
          splitter.push(data);
        } catch (error) {
          this.#fail(error instanceof Error ? error : connectionLost(this.#name, error));
        }
        chunk = undefined;
      },
      onClose: (error) => this.#fail(connectionLost(this.#name, error)),
    });
  }

  /** Connects and learns the broker's versions. */
  static async open(options: ConnectionOptions): Promise<BrokerConnection> {
    const connection = await options.ports.network.connect(options.address);
    const opened = new BrokerConnection(connection, options);
    try {
      await opened.#handshake();
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  }

  get isOpen(): boolean {
    return this.#failure === undefined;
  }

  /** The newest version of `api` that both sides know, at most `versionMax`. */
  versionOf(api: Api, versionMax = Number.POSITIVE_INFINITY): number {
    const theirs = this.#versions.get(api.key);
    const version = Math.min(api.versions[1], theirs?.[1] ?? -1, versionMax);
    if (version < api.versions[0] || version < (theirs?.[0] ?? 0)) {
      throw unsupportedApi(this.#name, api.name);
    }
    return version;
  }

  /** Rejects with an `EngineError` when the connection breaks or the time is over; an error code is part of the answer. */
  request<A extends Api>(
    api: A,
    body: Draft<A['request']>,
    options: { versionMax?: number; timeoutMs?: number } = {},
  ): Promise<Value<A['response']>> {
    return this.#send(api, body, {
      version: this.versionOf(api, options.versionMax),
      timeoutMs: options.timeoutMs ?? this.#options.requestTimeoutMs,
    });
  }

  /** Sends what the broker will not answer (a produce request with acks 0). */
  tell<A extends Api>(api: A, body: Draft<A['request']>, versionMax?: number): void {
    if (this.#failure !== undefined) throw this.#failure;
    const version = this.versionOf(api, versionMax);
    const correlationId = this.#nextCorrelationId();
    const { clientId } = this.#options;
    this.#connection.write(encodeRequest(api, { version, correlationId, clientId }, body));
  }

  close(): void {
    this.#fail(connectionLost(this.#name));
  }

  #send<A extends Api>(
    api: A,
    body: Draft<A['request']>,
    { version, timeoutMs }: { version: number; timeoutMs: number },
  ): Promise<Value<A['response']>> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const correlationId = this.#nextCorrelationId();
    const { clientId, ports } = this.#options;
    const frame = encodeRequest(api, { version, correlationId, clientId }, body);
    return new Promise((resolve, reject) => {
      // A broker that is silent for so long is cut off: later answers on this connection could not be told apart.
      const timer = ports.clock.schedule(timeoutMs, () =>
        this.#fail(requestTimedOut(this.#name, api.name)),
      );
      const settle = resolve as (body: unknown) => void;
      this.#waiting.set(correlationId, { api, version, resolve: settle, reject, timer });
      this.#connection.write(frame);
    });
  }

  #nextCorrelationId(): number {
    this.#correlationId = (this.#correlationId + 1) & 0x7fff_ffff;
    return this.#correlationId;
  }

  async #handshake(): Promise<void> {
    const timeoutMs = Math.min(HANDSHAKE_TIMEOUT_MS, this.#options.requestTimeoutMs);
    let answer = await this.#send(apiVersions, SOFTWARE, {
      version: API_VERSIONS_VERSION,
      timeoutMs,
    });
    if (answer.errorCode === ErrorCode.UNSUPPORTED_VERSION) {
      answer = await this.#send(apiVersions, {}, { version: 0, timeoutMs });
    }
    for (const { apiKey, minVersion, maxVersion } of answer.apiKeys) {
      this.#versions.set(apiKey, [minVersion, maxVersion]);
    }
  }

  #onFrame(frame: Buffer): void {
    const correlationId = correlationIdOf(frame);
    const waiting = this.#waiting.get(correlationId);
    if (waiting === undefined) return;
    this.#waiting.delete(correlationId);
    waiting.timer.cancel();
    const { api, version } = waiting;
    try {
      waiting.resolve(decodeResponse(api, answeredIn(api, version, frame), frame).body);
    } catch (error) {
      waiting.reject(error instanceof Error ? error : connectionLost(this.#name, error));
      throw error;
    }
  }

  #fail(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#connection.destroy();
    for (const { reject, timer } of this.#waiting.values()) {
      timer.cancel();
      reject(error instanceof EngineError ? error : connectionLost(this.#name, error));
    }
    this.#waiting.clear();
  }
}

/** A broker that does not know our version of ApiVersions answers in version 0 (KIP-511). */
function answeredIn(api: Api, version: number, frame: Buffer): number {
  const isRefusal =
    api.key === apiVersions.key &&
    frame.length >= 6 &&
    frame.readInt16BE(4) === ErrorCode.UNSUPPORTED_VERSION;
  return isRefusal ? 0 : version;
}
