import { expect, test } from 'vitest';
import type { Connection } from '../../base/ports/network.ts';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { MemoryNetwork } from '../../base/ports/virtual/memory-network.ts';
import { FrameSplitter } from '../../protocol/frame-splitter.ts';
import {
  correlationIdOf,
  decodeRequest,
  encodeRequest,
  encodeResponse,
} from '../../protocol/frame.ts';
import { heartbeat } from '../../protocol/messages/12-heartbeat.ts';
import { type Answer, ClientConnection } from './client-connection.ts';

const VERSION = 1;
const ADDRESS = { host: '127.0.0.1', port: 9092 };
const MIB = 1024 * 1024;

/** A connection whose requests are answered by the test, and the client at its other end. */
async function connected(frameSizeMax = 1000) {
  const clock = new ManualClock();
  const network = new MemoryNetwork(clock);
  /** Correlation ids of the requests that are being served, with how to answer them. */
  const served = new Map<number, (answer: Answer) => void>();
  const refusals: string[] = [];
  let closed = 0;
  const accepted: ClientConnection[] = [];
  await network.listen(ADDRESS, (connection) => {
    const client = new ClientConnection({
      id: 1,
      connection,
      clock,
      frameSizeMax,
      serve: ({ header, body }) => {
        decodeRequest(heartbeat, header.apiVersion, body);
        return new Promise((resolve) => served.set(header.correlationId, resolve));
      },
      onRefused: (_client, sentence) => refusals.push(sentence),
      onClosed: () => closed++,
    });
    accepted.push(client);
  });
  const connecting = network.connect(ADDRESS);
  clock.advance(0);
  const near = await connecting;
  const peer = watched(near);
  const pass = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) {
      clock.advance(1);
      for (let step = 0; step < 5; step++) await Promise.resolve();
    }
  };
  return {
    near,
    peer,
    served,
    refusals,
    pass,
    broker: accepted[0]!,
    closedCount: () => closed,
    async send(...ids: number[]) {
      near.write(ids.flatMap(request));
      await pass();
    },
    async answer(id: number, answer: Answer = reply(id)) {
      served.get(id)!(answer);
      await pass();
    },
  };
}

/** What the client hears: correlation ids, and in how many pieces they came. */
function watched(near: Connection) {
  const heard: (number | 'closed')[] = [];
  let pieces = 0;
  const splitter = new FrameSplitter((frame) => heard.push(correlationIdOf(frame)));
  near.handle({
    onData(chunk) {
      pieces++;
      splitter.push(chunk);
    },
    onClose: () => heard.push('closed'),
  });
  return { heard, pieces: () => pieces };
}

function request(correlationId: number): Buffer[] {
  const body = { groupId: 'g', generationId: 1, memberId: 'm' };
  return encodeRequest(heartbeat, { version: VERSION, correlationId, clientId: 'c' }, body);
}

function reply(correlationId: number): Buffer[] {
  return encodeResponse(heartbeat, { version: VERSION, correlationId }, { errorCode: 0 });
}

test('requests are worked on at once, and answered in their order', async () => {
  const { send, answer, served, peer } = await connected();
  await send(1, 2, 3);
  expect([...served.keys()]).toEqual([1, 2, 3]);
  await answer(3);
  await answer(2);
  expect(peer.heard).toEqual([]);
  await answer(1);
  expect([peer.heard, peer.pieces()]).toEqual([[1, 2, 3], 1]);
});

test('a request that wants no answer holds nobody up', async () => {
  const { send, answer, peer } = await connected();
  await send(1, 2);
  await answer(2);
  await answer(1, 'nothing');
  expect(peer.heard).toEqual([2]);
});

test('the end of the connection comes after the answers before it, and nothing behind it is served', async () => {
  const { send, answer, served, peer, closedCount } = await connected();
  await send(1, 2);
  await answer(2, 'close');
  await send(3);
  expect([...served.keys()]).toEqual([1, 2]);
  await answer(1);
  expect([peer.heard, closedCount()]).toEqual([[1, 'closed'], 1]);
});

test('more than 64 unanswered requests are not read before some are answered', async () => {
  const { send, answer, served, peer } = await connected();
  const ids = Array.from({ length: 200 }, (_, index) => index);
  for (const id of ids) await send(id);
  expect(served.size).toBe(64);
  for (const id of ids) await answer(id);
  expect(peer.heard).toEqual(ids);
});

test('a client that does not read its answers is not read from either', async () => {
  const { send, answer, served, peer, near, pass } = await connected();
  await send(1);
  near.pause();
  const large = [Buffer.alloc(4), Buffer.alloc(17 * MIB)];
  large[0]!.writeInt32BE(17 * MIB);
  await answer(1, large);
  await send(2);
  expect([...served.keys()]).toEqual([1]);
  near.resume();
  await pass();
  expect([[...served.keys()], peer.heard]).toEqual([[1, 2], [0]]);
});

test('a request that waits is told of the next one, once, and of the end', async () => {
  const { send, broker, near, pass } = await connected();
  let told = 0;
  const wait = (): void => {
    broker.onNextRequest = () => told++;
  };
  await send(1);
  wait();
  await send(2, 3);
  expect(told).toBe(1);
  wait();
  near.destroy();
  await pass();
  expect(told).toBe(2);
});

test('an answer that comes after the client has gone is dropped', async () => {
  const { send, answer, near, pass, broker, closedCount } = await connected();
  await send(1);
  near.destroy();
  await pass();
  await answer(1);
  expect([broker.isClosed, closedCount()]).toEqual([true, 1]);
});

test.each([
  ['a frame larger than allowed', Buffer.from('000003e9', 'hex'), /at most 1000/],
  ['a frame too short for a header', Buffer.from('00000002000c', 'hex'), /only 0 remain/],
])('%s closes the connection and is told', async (_about, bytes, told) => {
  const { near, pass, refusals, peer } = await connected();
  near.write([bytes]);
  await pass();
  expect([refusals, peer.heard]).toEqual([[expect.stringMatching(told)], ['closed']]);
});
