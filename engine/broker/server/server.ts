/** Listens, and turns frames into typed requests and typed responses into frames. */

import { MalformedBytesError } from '../../base/bytes-reader.ts';
import { messageOf } from '../../base/errors.ts';
import type { Clock } from '../../base/ports/clock.ts';
import type { Address, Connection, Listener, Network } from '../../base/ports/network.ts';
import type { Api } from '../../protocol/api.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { FRAME_SIZE_MAX } from '../../protocol/frame-splitter.ts';
import { decodeRequest, encodeResponse, type RequestHeader } from '../../protocol/frame.ts';
import { apiVersions } from '../../protocol/messages/18-api-versions.ts';
import { apis } from '../../protocol/messages/index.ts';
import { type Answer, ClientConnection, type Serve } from './client-connection.ts';

/** Instead of a response body: nothing is sent (acks=0), or the connection is closed after what was sent before. */
export const NO_REPLY = Symbol('no reply');
export const CLOSE_CONNECTION = Symbol('close connection');

export interface ServedRequest {
  readonly api: Api;
  readonly header: RequestHeader;
  readonly body: unknown;
  readonly client: ClientConnection;
}

/** Returns the response body, or one of the two symbols. What it throws or rejects with is a bug and stops the node. */
export type ServeRequest = (request: ServedRequest) => unknown;

export interface ServerOptions {
  network: Network;
  clock: Clock;
  address: Address;
  /** The versions that this node serves; an API that is not in it closes the connection, as Kafka does. */
  served: ReadonlyMap<number, readonly [number, number]>;
  serve: ServeRequest;
  onRefused(sentence: string): void;
  /** A bug: the node cannot go on. */
  onCrash(error: unknown): void;
  onClosed?(client: ClientConnection): void;
  frameSizeMax?: number;
  connectionsMax?: number;
}

const CONNECTIONS_MAX = 10_000;

export class Server {
  readonly #options: ServerOptions;
  readonly #clients = new Map<number, ClientConnection>();
  #listener: Listener | undefined;
  #nextId = 1;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** Listens; returns where. */
  async start(): Promise<Address> {
    const { network, address } = this.#options;
    this.#listener = await network.listen(address, (connection) => this.#accept(connection));
    return this.#listener.address;
  }

  get clients(): ReadonlyMap<number, ClientConnection> {
    return this.#clients;
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) client.destroy();
    await this.#listener?.close();
  }

  #accept(connection: Connection): void {
    const { clock, frameSizeMax, onRefused, connectionsMax } = this.#options;
    if (this.#clients.size >= (connectionsMax ?? CONNECTIONS_MAX)) {
      connection.destroy();
      onRefused(
        `A connection from ${connection.remote.host} was refused: ${this.#clients.size} are open.`,
      );
      return;
    }
    const client = new ClientConnection({
      id: this.#nextId++,
      connection,
      clock,
      serve: this.#serve,
      frameSizeMax: frameSizeMax ?? FRAME_SIZE_MAX,
      onRefused: (refused, sentence) =>
        onRefused(`The connection of ${nameOf(refused)} was closed: ${sentence}`),
      onClosed: (closed) => {
        this.#clients.delete(closed.id);
        this.#options.onClosed?.(closed);
      },
    });
    this.#clients.set(client.id, client);
  }

  readonly #serve: Serve = ({ header, body: reader, client }) => {
    const api = apis.get(header.apiKey);
    const range = this.#options.served.get(header.apiKey);
    const isServed =
      api !== undefined &&
      range !== undefined &&
      header.apiVersion >= range[0] &&
      header.apiVersion <= range[1];
    if (!isServed) return this.#unsupported(header, client);
    let body: unknown;
    try {
      body = decodeRequest(api, header.apiVersion, reader);
    } catch (error) {
      if (!(error instanceof MalformedBytesError)) throw error;
      this.#options.onRefused(`The connection of ${nameOf(client)} was closed: ${error.message}`);
      return 'close';
    }
    return this.#answer({ api, header, body, client });
  };

  #answer(request: ServedRequest): Answer | Promise<Answer> {
    const { api, header } = request;
    let response: unknown;
    try {
      response = this.#options.serve(request);
      if (!(response instanceof Promise)) return encode(api, header, response);
    } catch (error) {
      this.#options.onCrash(error);
      return 'close';
    }
    return response.then(
      (body: unknown) => encode(api, header, body),
      (error: unknown): Answer => {
        this.#options.onCrash(error);
        return 'close';
      },
    );
  }

  /** A client that asks in a version too new is told which there are, in the oldest format (KIP-511). */
  #unsupported(header: RequestHeader, client: ClientConnection): Answer {
    const range = this.#options.served.get(header.apiKey);
    if (header.apiKey === apiVersions.key && range) {
      const apiKeys = [{ apiKey: apiVersions.key, minVersion: range[0], maxVersion: range[1] }];
      const { correlationId } = header;
      return encodeResponse(
        apiVersions,
        { version: 0, correlationId },
        { errorCode: ErrorCode.UNSUPPORTED_VERSION, apiKeys },
      );
    }
    const name = apis.get(header.apiKey)?.name ?? `API key ${header.apiKey}`;
    this.#options.onRefused(
      `The connection of ${nameOf(client)} was closed: ${name} version ${header.apiVersion} is not served here.`,
    );
    return 'close';
  }
}

function encode(api: Api, header: RequestHeader, body: unknown): Answer {
  if (body === NO_REPLY) return 'nothing';
  if (body === CLOSE_CONNECTION) return 'close';
  return encodeResponse(
    api,
    { version: header.apiVersion, correlationId: header.correlationId },
    body as never,
  );
}

function nameOf(client: ClientConnection): string {
  const { clientId } = client.activity;
  const name = clientId === '' ? 'a client' : `"${clientId.slice(0, 100)}"`;
  return `${name} at ${client.remoteHost}:${client.remotePort}`;
}

/** For a crash report. */
export function describeCrash(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
}
