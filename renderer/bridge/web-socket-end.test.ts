/** Over a WebSocket the page waits, speaks, loses its host and finds it again. */

import { expect, test } from 'vitest';
import type { HostMessage } from '../../engine/contract/transport/channel.ts';
import { contractUrl, webSocketEnd, type WebSocketLike } from './web-socket-end.ts';

class FakeSocket implements WebSocketLike {
  binaryType = 'blob';
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: (string | ArrayBuffer)[] = [];
  isClosed = false;
  send(data: string | ArrayBuffer): void {
    this.sent.push(data);
  }
  texts(): string[] {
    return this.sent.filter((data) => typeof data === 'string');
  }
  close(): void {
    this.isClosed = true;
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const timers: { callback: () => void; delayMs: number }[] = [];
  const cleared: number[] = [];
  const end = webSocketEnd('ws://host/contract', {
    open() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    setTimer: (callback, delayMs) => timers.push({ callback, delayMs }),
    clearTimer: (timer) => cleared.push(timer),
  });
  const messages: (HostMessage | ArrayBuffer)[] = [];
  const states: string[] = [];
  end.receive({
    message: (message) => messages.push(message),
    state: (state) => states.push(state),
  });
  return { end, sockets, timers, cleared, messages, states };
}

const REQUEST = { kind: 'request', id: 1, name: 'app.info', args: {} } as const;

test('what is sent before the host answers waits for it, in order', () => {
  const { end, sockets, states } = setUp();
  end.send(REQUEST);
  end.send({ kind: 'frame-taken' });
  expect(sockets[0]?.sent).toEqual([]);
  sockets[0]?.onopen?.();
  end.send({ kind: 'frames-off' });
  expect(sockets[0]?.texts().map((text) => JSON.parse(text) as unknown)).toEqual([
    REQUEST,
    { kind: 'frame-taken' },
    { kind: 'frames-off' },
  ]);
  expect(states).toEqual(['connected']);
});

test('text arrives as messages and binary as frames', () => {
  const { sockets, messages } = setUp();
  const frame = new ArrayBuffer(24);
  sockets[0]?.onopen?.();
  sockets[0]?.onmessage?.({ data: '{"kind":"reply","id":1,"value":null}' });
  sockets[0]?.onmessage?.({ data: frame });
  expect(messages).toEqual([{ kind: 'reply', id: 1, value: null }, frame]);
  expect(sockets[0]?.binaryType).toBe('arraybuffer');
});

test('a lost host is said once, and dialled again with growing pauses', () => {
  const { end, sockets, timers, states } = setUp();
  sockets[0]?.onopen?.();
  for (let round = 0; round < 7; round++) {
    sockets[round]?.onclose?.();
    timers[round]?.callback();
  }
  end.send(REQUEST);
  expect(states).toEqual(['connected', 'disconnected']);
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
  sockets[7]?.onopen?.();
  expect(states).toEqual(['connected', 'disconnected', 'connected']);
  expect(sockets[7]?.sent).toEqual([]);
});

test('a host that is not there at first is said once; what waited is dropped, for the page asks anew', async () => {
  const { end, sockets, timers, states, messages } = setUp();
  end.send({ kind: 'frame-taken' });
  sockets[0]?.onclose?.();
  timers[0]?.callback();
  sockets[1]?.onclose?.();
  end.send(REQUEST);
  await Promise.resolve();
  timers[1]?.callback();
  sockets[2]?.onopen?.();
  expect(states).toEqual(['disconnected', 'connected']);
  expect(sockets[2]?.sent).toEqual([]);
  expect(messages).toMatchObject([{ kind: 'refusal', id: 1, error: { code: 'HOST_GONE' } }]);
});

test('closing dials no more', () => {
  const { end, sockets, timers, cleared, states } = setUp();
  sockets[0]?.onopen?.();
  sockets[0]?.onclose?.();
  end.close();
  expect(cleared).toEqual([timers.length]);
  expect(states).toEqual(['connected', 'disconnected', 'disconnected']);
});

test('closing while connected closes the socket and does not dial again', () => {
  const { end, sockets, timers } = setUp();
  sockets[0]?.onopen?.();
  end.close();
  sockets[0]?.onclose?.();
  expect([sockets[0]?.isClosed, timers.length]).toEqual([true, 0]);
});

test('the contract lives at the same origin, under its token', () => {
  expect(contractUrl('http://127.0.0.1:9021/index.html?x#y', 'a b')).toBe(
    'ws://127.0.0.1:9021/contract?token=a+b',
  );
  expect(contractUrl('https://host/', null)).toBe('wss://host/contract');
});
