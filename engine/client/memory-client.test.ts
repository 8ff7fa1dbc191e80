import { expect, test, vi } from 'vitest';
import { systemClock } from '../base/ports/real/clock.ts';
import { MemoryCluster } from './memory-client.ts';
import { partitionOfKey } from './partitioner.ts';

function filled(): MemoryCluster {
  const cluster = new MemoryCluster(systemClock);
  cluster.createTopic({ name: 't', partitions: 2 });
  for (let n = 0; n < 10; n++) cluster.append('t', { value: `${n}`, partition: n % 2 });
  return cluster;
}

test('records go to the partition of their key, as with a real cluster', async () => {
  const cluster = filled();
  const producer = await cluster.client().producer();
  const [sent] = await producer.send('t', [{ key: 'user-1', value: 'x' }]);
  expect(sent).toEqual({
    topic: 't',
    partition: partitionOfKey(Buffer.from('user-1'), 2),
    offset: 5,
  });
});

test('a reader begins where it is told, one batch of a partition after the other', async () => {
  const cluster = filled();
  const read: string[] = [];
  const reader = await cluster.client().reader({
    topics: ['t'],
    positions: [{ topic: 't', partition: 1, offset: 3 }],
    recordsMax: 2,
    onBatch: ({ partition, records, nextOffset }) => {
      read.push(
        `${partition}: ${records.map(({ value }) => String(value)).join()} → ${nextOffset}`,
      );
    },
  });
  await vi.waitFor(() =>
    expect(read.sort()).toEqual(['0: 0,2 → 2', '0: 4,6 → 4', '0: 8 → 5', '1: 7,9 → 5']),
  );
  await reader.close();
  expect(reader.positions().map(({ offset }) => offset)).toEqual([5, 5]);
});

test('a member commits what it has handled; killed, it commits nothing more', async () => {
  const cluster = filled();
  const client = cluster.client();
  const first = await client.consumer({
    groupId: 'g',
    topics: ['t'],
    from: 'earliest',
    onBatch: () => undefined,
  });
  await vi.waitFor(() => expect(first.positions().every(({ offset }) => offset === 5)).toBe(true));
  await first.close();
  expect(Object.fromEntries(cluster.committed.get('g') ?? [])).toEqual({ 't-0': 5, 't-1': 5 });
  cluster.append('t', { value: 'last', partition: 0 });
  let handled = 0;
  const killed = await client.consumer({
    groupId: 'g',
    topics: ['t'],
    onBatch: () => {
      handled++;
      cluster.kill();
    },
  });
  await killed.done;
  expect(handled).toBe(1);
  expect(cluster.committed.get('g')?.get('t-0')).toBe(5);
});

test('what a handler throws ends the reading', async () => {
  const cluster = filled();
  const reader = await cluster.client().reader({
    topics: ['t'],
    onBatch: () => Promise.reject(new Error('No more.')),
  });
  await expect(reader.done).rejects.toThrow('No more.');
});
