import { expect, test } from 'vitest';
import { type HostEnd, memoryChannel, type PageMessage } from './channel.ts';
import { pageTransport } from './page-transport.ts';

function connect() {
  const { page, host } = memoryChannel();
  const received: PageMessage[] = [];
  const waiting: (() => void)[] = [];
  host.receive({
    message(message) {
      received.push(message as PageMessage);
      for (const wake of waiting.splice(0)) wake();
    },
    state() {},
  });
  const next = async (count: number): Promise<PageMessage[]> => {
    while (received.length < count) await new Promise<void>((wake) => waiting.push(wake));
    return received;
  };
  return { transport: pageTransport(page), host, next };
}

async function answer(host: HostEnd, message: Parameters<HostEnd['send']>[0]): Promise<void> {
  host.send(message);
  await Promise.resolve();
}

test('a reply and a refusal reach the request that asked', async () => {
  const { transport, host, next } = connect();
  const first = transport.request('pipeline.stop', {});
  const second = transport.request('broker.kill', { brokerId: 9 });
  expect(await next(2)).toEqual([
    { kind: 'request', id: 1, name: 'pipeline.stop', args: {} },
    { kind: 'request', id: 2, name: 'broker.kill', args: { brokerId: 9 } },
  ]);
  host.send({
    kind: 'refusal',
    id: 2,
    error: { code: 'NO_SUCH_BROKER', message: 'There is no broker 9.', hint: 'Brokers: 1, 2, 3.' },
  });
  host.send({ kind: 'reply', id: 1, value: null });
  await expect(second).rejects.toMatchObject({
    code: 'NO_SUCH_BROKER',
    message: 'There is no broker 9.',
    hint: 'Brokers: 1, 2, 3.',
  });
  await expect(first).resolves.toBeNull();
});

test('a view calls back until it is let go', async () => {
  const { transport, host, next } = connect();
  const seen: unknown[] = [];
  const stop = transport.subscribe('events', null, (data) => seen.push(data));
  await next(1);
  await answer(host, { kind: 'data', id: 1, data: ['a'] });
  stop();
  stop();
  await answer(host, { kind: 'data', id: 1, data: ['b'] });
  expect(seen).toEqual([['a']]);
  expect(await next(2)).toEqual([
    { kind: 'subscribe', id: 1, name: 'events', params: null },
    { kind: 'unsubscribe', id: 1 },
  ]);
});

test('each frame is acknowledged once, and no more are asked for when nobody looks', async () => {
  const { transport, host, next } = connect();
  const sizes: number[] = [];
  const stop = transport.frames((frame) => sizes.push(frame.byteLength));
  await next(1);
  await answer(host, new ArrayBuffer(7));
  expect((await next(2)).map((message) => message.kind)).toEqual(['frame-taken', 'frame-taken']);
  stop();
  expect((await next(3)).at(-1)).toEqual({ kind: 'frames-off' });
  expect(sizes).toEqual([7]);
});

test('when the host goes, what waits is refused with what to try', async () => {
  const { transport, host, next } = connect();
  const states: string[] = [];
  transport.onState((state) => states.push(state));
  const request = transport.request('app.info', {});
  await next(1);
  host.close();
  await expect(request).rejects.toMatchObject({ code: 'HOST_GONE' });
  expect(states.at(-1)).toBe('disconnected');
});
