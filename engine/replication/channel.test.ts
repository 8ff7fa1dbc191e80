import { afterEach, expect, test } from 'vitest';
import type { Connection, Listener } from '../base/ports/network.ts';
import { systemPorts } from '../base/ports/real/ports.ts';
import { ByteReader } from '../base/bytes-reader.ts';
import { FrameSplitter } from '../protocol/frame-splitter.ts';
import { decodeRequest, decodeRequestHeader, encodeResponse } from '../protocol/frame.ts';
import { heartbeat } from '../protocol/messages/12-heartbeat.ts';
import { RequestChannel } from './channel.ts';

const { network, clock } = systemPorts;
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

/** A peer that answers heartbeats with the generation as error code; or does with the connection what it is told. */
async function peer(onConnection?: (connection: Connection) => void): Promise<Listener> {
  const listener = await network.listen({ host: '127.0.0.1', port: 0 }, (connection) => {
    if (onConnection) return onConnection(connection);
    const splitter = new FrameSplitter((frame) => {
      const reader = new ByteReader(frame);
      const header = decodeRequestHeader(reader);
      const { generationId } = decodeRequest(heartbeat, header.apiVersion, reader);
      connection.write(
        encodeResponse(
          heartbeat,
          { version: header.apiVersion, correlationId: header.correlationId },
          { errorCode: generationId },
        ),
      );
    });
    connection.handle({ onData: (chunk) => splitter.push(chunk), onClose() {} });
  });
  open.push(listener);
  return listener;
}

function channelTo(listener: Listener, requestTimeoutMs?: number): RequestChannel {
  const channel = new RequestChannel({
    network,
    clock,
    address: () => listener.address,
    clientId: 'test',
    ...(requestTimeoutMs ? { requestTimeoutMs } : {}),
  });
  open.push(channel);
  return channel;
}

const beat = (channel: RequestChannel, generationId: number) =>
  channel
    .request(heartbeat, 4, { groupId: 'g', generationId, memberId: 'm' })
    .then(({ errorCode }) => errorCode);

test('requests sent at once are answered each with its own', async () => {
  const channel = channelTo(await peer());
  expect(await Promise.all([1, 2, 3, 4, 5].map((generation) => beat(channel, generation)))).toEqual(
    [1, 2, 3, 4, 5],
  );
});

test('a lost connection rejects what waits, and the next request connects anew', async () => {
  let connections = 0;
  const listener = await peer((connection) => {
    connections++;
    connection.handle({ onData: () => connection.destroy(), onClose() {} });
  });
  const channel = channelTo(listener);
  await expect(beat(channel, 1)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  await expect(beat(channel, 2)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  expect(connections).toBe(2);
});

test('a peer that does not answer is given up', async () => {
  const channel = channelTo(
    await peer((connection) => connection.handle({ onData() {}, onClose() {} })),
    20,
  );
  await expect(beat(channel, 1)).rejects.toMatchObject({ code: 'REQUEST_TIMED_OUT' });
});

test('a peer that speaks something else is given up', async () => {
  const listener = await peer((connection) =>
    connection.handle({
      onData: () => connection.write([Buffer.from('HTTP/1.1 400 Bad Request\r\n')]),
      onClose() {},
    }),
  );
  await expect(beat(channelTo(listener), 1)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
});

test('nobody there, and a closed channel, are said at once', async () => {
  const listener = await peer();
  await listener.close();
  open.pop();
  const channel = channelTo(listener);
  await expect(beat(channel, 1)).rejects.toMatchObject({ code: 'CONNECT_FAILED' });
  channel.close();
  await expect(beat(channel, 1)).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' });
});
