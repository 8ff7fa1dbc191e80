/** Over a MessagePort the page waits for the preload's port and takes a new one after a restart. */

import { expect, test } from 'vitest';
import type { HostMessage } from '../../engine/contract/transport/channel.ts';
import { messagePortEnd, type PortLike } from './message-port-end.ts';

class FakePort implements PortLike {
  onmessage: ((event: MessageEvent<unknown>) => void) | null = null;
  hears(data: unknown): void {
    this.onmessage?.(new MessageEvent('message', { data }));
  }
  readonly posted: unknown[] = [];
  readonly closers: (() => void)[] = [];
  isStarted = false;
  isClosed = false;
  addEventListener(_type: string, listener: () => void): void {
    this.closers.push(listener);
  }
  start(): void {
    this.isStarted = true;
  }
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  close(): void {
    this.isClosed = true;
  }
}

function setUp() {
  const { end, take } = messagePortEnd();
  const messages: (HostMessage | ArrayBuffer)[] = [];
  const states: string[] = [];
  end.receive({
    message: (message) => messages.push(message),
    state: (state) => states.push(state),
  });
  return { end, take, messages, states };
}

test('what is sent before the port is there goes out when it comes', () => {
  const { end, take, messages, states } = setUp();
  const port = new FakePort();
  end.send({ kind: 'frame-taken' });
  take(port);
  const frame = new ArrayBuffer(24);
  port.hears(frame);
  port.hears({ kind: 'reply', id: 1, value: 7 });
  expect(port.posted).toEqual([{ kind: 'frame-taken' }]);
  expect(port.isStarted).toBe(true);
  expect(messages).toEqual([frame, { kind: 'reply', id: 1, value: 7 }]);
  expect(states).toEqual(['connected']);
});

test('after a loss a new port is a new connection, and the old one is heard no more', () => {
  const { take, messages, states } = setUp();
  const [first, second] = [new FakePort(), new FakePort()];
  take(first);
  first.closers[0]?.();
  take(second);
  first.hears({ kind: 'reply', id: 1, value: 'old' });
  expect(states).toEqual(['connected', 'disconnected', 'connected']);
  expect(messages).toEqual([]);
});

test('a port that replaces a living one closes it and says that the host changed', () => {
  const { take, states } = setUp();
  const [first, second] = [new FakePort(), new FakePort()];
  take(first);
  take(second);
  first.closers[0]?.();
  expect(first.isClosed).toBe(true);
  expect(states).toEqual(['connected', 'disconnected', 'connected']);
});

test('an end that is listened to late hears that it is connected', () => {
  const { end, take } = messagePortEnd();
  take(new FakePort());
  const states: string[] = [];
  end.receive({ message: () => undefined, state: (state) => states.push(state) });
  expect(states).toEqual(['connected']);
});

test('closing closes the port', () => {
  const { end, take, states } = setUp();
  const port = new FakePort();
  take(port);
  end.close();
  expect([port.isClosed, states]).toEqual([true, ['connected', 'disconnected']]);
});

test('a request while the host is gone is refused at once; the rest is dropped', async () => {
  const { end, take, messages } = setUp();
  const port = new FakePort();
  take(port);
  port.closers[0]?.();
  end.send({ kind: 'request', id: 4, name: 'app.info', args: {} });
  end.send({ kind: 'frames-off' });
  await Promise.resolve();
  expect(messages).toMatchObject([{ kind: 'refusal', id: 4, error: { code: 'HOST_GONE' } }]);
});
