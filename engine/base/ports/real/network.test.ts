import { expect, test } from 'vitest';
import type { Connection } from '../network.ts';
import { systemNetwork } from './network.ts';

const local = { host: '127.0.0.1', port: 0 };

test('bytes arrive in order and a close reaches the other side once', async () => {
  const chunks: Buffer[] = [];
  const accepted = Promise.withResolvers<Connection>();
  const closed = Promise.withResolvers<void>();
  const listener = await systemNetwork.listen(local, (connection) => {
    connection.handle({
      onData: (chunk) => chunks.push(Buffer.from(chunk)),
      onClose: () => closed.resolve(),
    });
    accepted.resolve(connection);
  });
  const client = await systemNetwork.connect(listener.address);
  client.handle({ onData() {}, onClose() {} });
  client.write([Buffer.from('one '), Buffer.from('two ')]);
  client.write([Buffer.from('three')]);
  client.end();
  await closed.promise;
  expect(Buffer.concat(chunks).toString()).toBe('one two three');
  expect((await accepted.promise).remote.host).toBe('127.0.0.1');
  await listener.close();
});

test('a taken port is told in one sentence with what to try', async () => {
  const listener = await systemNetwork.listen(local, (connection) => connection.destroy());
  await expect(systemNetwork.listen(listener.address, () => {})).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: `Port ${listener.address.port} on 127.0.0.1 is taken by another program.`,
  });
  await listener.close();
  await expect(systemNetwork.connect(listener.address)).rejects.toMatchObject({
    code: 'CONNECT_FAILED',
  });
});
