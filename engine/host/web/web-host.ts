/** Serves the page and the contract on a loopback port: only to who has this start's token, only from its own origin. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { timingSafeEqual } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { EngineError, messageOf } from '../../base/errors.ts';
import type { HostEnd, PageMessage } from '../../contract/transport/channel.ts';
import type { Host } from '../host.ts';
import { staticFile } from './static-files.ts';

export interface WebHostOptions {
  readonly host: Host;
  readonly address: string;
  readonly port: number;
  readonly token: string;
  readonly pageDirectory: string;
}

const CONTRACT_PATH = '/contract';
const MESSAGE_BYTES_MAX = 64 * 1024 * 1024;

export class WebHost {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;

  /** Rejects with `EngineError` `PORT_TAKEN` or `LISTEN_FAILED`. */
  static async start(options: WebHostOptions): Promise<WebHost> {
    const server = createServer();
    const { port, address } = options;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(listenError(port, error)));
      server.listen(port, address, () => resolve());
    });
    return new WebHost(server, options);
  }

  private constructor(server: Server, options: WebHostOptions) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX });
    const origins = new Set(
      ['127.0.0.1', 'localhost', options.address].map((name) => `${name}:${this.port}`),
    );
    server.on('request', (request, response) =>
      serve(request, response, { options, hosts: origins, port: this.port }),
    );
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!mayConnect(request, { hosts: origins, token: options.token })) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
        options.host.connect(socketEnd(webSocket)),
      );
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

function listenError(port: number, error: Error): EngineError {
  if ('code' in error && error.code === 'EADDRINUSE') {
    return new EngineError('PORT_TAKEN', `Port ${port} is taken by another program.`, {
      hint: 'Choose another with --ui-port.',
    });
  }
  return new EngineError('LISTEN_FAILED', `Cannot listen on port ${port}: ${messageOf(error)}.`);
}

interface Serving {
  readonly options: WebHostOptions;
  /** The names under which this server may be asked (against DNS rebinding). */
  readonly hosts: ReadonlySet<string>;
  readonly port: number;
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { options, hosts, port }: Serving,
): void {
  if (!hosts.has(request.headers.host ?? ''))
    return refuse(response, 403, 'This server answers only to its own address.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Only GET is served.');
  const urlPath = new URL(request.url ?? '/', 'http://localhost').pathname;
  const connect = `ws://127.0.0.1:${port} ws://localhost:${port}`;
  const answer = staticFile(options.host.ports.disk, options.pageDirectory, { urlPath, connect });
  response.writeHead(answer.status, answer.headers);
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}

/** Its own page, on its own origin, with the token of this start. */
function mayConnect(
  request: IncomingMessage,
  { hosts, token }: { hosts: ReadonlySet<string>; token: string },
): boolean {
  const { host = '', origin = '' } = request.headers;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const isOwnOrigin = hosts.has(host) && hosts.has(origin.replace(/^http:\/\//, ''));
  return (
    url.pathname === CONTRACT_PATH &&
    isOwnOrigin &&
    isSame(url.searchParams.get('token') ?? '', token)
  );
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function socketEnd(socket: WebSocket): HostEnd {
  return {
    send(message) {
      if (socket.readyState === socket.OPEN)
        socket.send(message instanceof ArrayBuffer ? message : JSON.stringify(message));
    },
    receive({ message, state }) {
      socket.on('message', (data: Buffer, isBinary) => {
        if (isBinary) return socket.close();
        const parsed = parse(data);
        if (parsed === undefined) return socket.close();
        message(parsed);
      });
      socket.on('close', () => state('disconnected'));
      socket.on('error', () => socket.terminate());
      state('connected');
    },
    close() {
      socket.close();
    },
  };
}

function parse(data: Buffer): PageMessage | undefined {
  try {
    return JSON.parse(data.toString('utf8')) as PageMessage;
  } catch {
    return undefined;
  }
}
