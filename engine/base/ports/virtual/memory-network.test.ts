/** The network in memory keeps order, delays, and breaks as a real one does. */

import { expect, test } from 'vitest';
import type { Connection } from '../network.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryNetwork } from './memory-network.ts';

const address = { host: '127.0.0.1', port: 9092 };

function recorded(connection: Connection): string[] {
  const seen: string[] = [];
  connection.handle({
    onData: (chunk) => seen.push(chunk.toString()),
    onClose: () => seen.push('closed'),
  });
  return seen;
}

async function connected(latencyMs = 0): Promise<{
  clock: ManualClock;
  network: MemoryNetwork;
  near: Connection;
  far: Connection;
}> {
  const clock = new ManualClock();
  const network = new MemoryNetwork(clock, latencyMs);
  const accepted: Connection[] = [];
  await network.listen(address, (connection) => accepted.push(connection));
  const connecting = network.connect(address);
  clock.advance(latencyMs);
  const near = await connecting;
  return { clock, network, near, far: accepted[0]! };
}

test('chunks arrive in order and after the delay, in both directions', async () => {
  const { clock, near, far } = await connected(5);
  const [nearSeen, farSeen] = [recorded(near), recorded(far)];
  near.write([Buffer.from('a'), Buffer.from('b')]);
  near.write([Buffer.from('c')]);
  far.write([Buffer.from('d')]);
  clock.advance(4);
  expect([nearSeen, farSeen]).toEqual([[], []]);
  clock.advance(1);
  expect([nearSeen, farSeen]).toEqual([['d'], ['ab', 'c']]);
});

test('a paused end gets what was sent when it resumes, and the close last', async () => {
  const { clock, near, far } = await connected();
  const seen = recorded(far);
  far.pause();
  near.write([Buffer.from('a')]);
  near.end();
  clock.advance(10);
  expect(seen).toEqual([]);
  far.resume();
  expect(seen).toEqual(['a', 'closed']);
});

test('a full window is told to the writer, and so is its draining', async () => {
  const { clock, near, far } = await connected();
  let drained = 0;
  near.handle({ onData: () => {}, onClose: () => {}, onDrain: () => (drained += 1) });
  recorded(far);
  const hasRoom = near.write([Buffer.alloc(2 * 1024 * 1024)]);
  const { queuedBytes } = near;
  clock.advance(1);
  expect({ hasRoom, queuedBytes, after: near.queuedBytes, drained }).toEqual({
    hasRoom: false,
    queuedBytes: 2 * 1024 * 1024,
    after: 0,
    drained: 1,
  });
});

test('a listener that is cut off loses its connections and refuses new ones until it is mended', async () => {
  const { clock, network, near, far } = await connected();
  const seen = [recorded(near), recorded(far)];
  network.cutOff(address);
  clock.advance(1);
  expect(seen).toEqual([['closed'], ['closed']]);
  const refused = network.connect(address);
  clock.advance(1);
  await expect(refused).rejects.toMatchObject({ code: 'CONNECT_FAILED' });
  network.mend(address);
  const again = network.connect(address);
  clock.advance(1);
  expect((await again).remote).toEqual(address);
});

test('a taken port is refused, a closed listener frees it, and port 0 takes a free one', async () => {
  const network = new MemoryNetwork(new ManualClock());
  const listener = await network.listen(address, () => {});
  await expect(network.listen(address, () => {})).rejects.toMatchObject({ code: 'PORT_TAKEN' });
  await listener.close();
  const again = await network.listen(address, () => {});
  const free = await network.listen({ host: '127.0.0.1', port: 0 }, () => {});
  expect([again.address, free.address.port > 0]).toEqual([address, true]);
});
