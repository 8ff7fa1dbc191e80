/** TCP. Buffers given to one `write` leave in one system call where the kernel takes them. */

import * as net from 'node:net';
import { EngineError, messageOf } from '../../errors.ts';
import type { Address, Connection, Listener, Network } from '../network.ts';

export const systemNetwork: Network = { listen, connect };

function listen(
  address: Address,
  onConnection: (connection: Connection) => void,
): Promise<Listener> {
  const open = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true, highWaterMark: 1 << 20 }, (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    onConnection(new SocketConnection(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(address, error)));
    server.listen({ host: address.host, port: address.port, backlog: 1024 }, () => {
      const bound = server.address() as net.AddressInfo;
      resolve({
        address: { host: address.host, port: bound.port },
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}

function listenError({ host, port }: Address, error: Error): EngineError {
  if ('code' in error && error.code === 'EADDRINUSE') {
    return new EngineError('PORT_TAKEN', `Port ${port} on ${host} is taken by another program.`, {
      hint: 'Stop that program, or choose another port with --port.',
      cause: error,
    });
  }
  return new EngineError(
    'LISTEN_FAILED',
    `Cannot listen on ${host}:${port}: ${messageOf(error)}.`,
    {
      hint: 'Check the address and your rights.',
      cause: error,
    },
  );
}

function connect(address: Address): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: address.host, port: address.port, noDelay: true });
    const fail = (error: Error): void => {
      reject(
        new EngineError(
          'CONNECT_FAILED',
          `Cannot connect to ${address.host}:${address.port}: ${messageOf(error)}.`,
          {
            hint: 'Is the broker running, and the address right?',
            cause: error,
          },
        ),
      );
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      resolve(new SocketConnection(socket));
    });
  });
}

class SocketConnection implements Connection {
  readonly remote: Address;
  private readonly socket: net.Socket;

  constructor(socket: net.Socket) {
    this.socket = socket;
    this.remote = { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
  }

  get queuedBytes(): number {
    return this.socket.writableLength;
  }

  handle(handlers: {
    onData(chunk: Buffer): void;
    onClose(error?: Error): void;
    onDrain?(): void;
  }): void {
    let failure: Error | undefined;
    this.socket.on('data', (chunk: Buffer) => handlers.onData(chunk));
    this.socket.on('error', (error: Error) => {
      failure = error;
    });
    this.socket.on('close', () => handlers.onClose(failure));
    if (handlers.onDrain) this.socket.on('drain', () => handlers.onDrain?.());
  }

  write(buffers: readonly Uint8Array[]): boolean {
    const { socket } = this;
    if (buffers.length === 1) return socket.write(buffers[0]!);
    socket.cork();
    let room = true;
    for (const buffer of buffers) room = socket.write(buffer);
    socket.uncork();
    return room;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  end(): void {
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }
}
