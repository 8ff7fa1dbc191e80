import { expect, test, vi } from 'vitest';
import { systemClock } from '../base/ports/real/clock.ts';
import type { Clock } from '../base/ports/clock.ts';
import type { ConsumedRecord } from '../client/cluster-client.ts';
import { MemoryCluster } from '../client/memory-client.ts';
import type { JsonValue } from '../serde/json-value.ts';
import { filter } from './operators/filter.ts';
import { SkipReporter } from './skip-reporter.ts';
import { startStreamApp, type StreamApp } from './stream-app.ts';
import { StreamTask } from './stream-task.ts';

const onlyRed = filter.build({
  predicate: (value: JsonValue) => (value as { colour?: JsonValue } | null)?.colour === 'RED',
});

function newCluster(): MemoryCluster {
  const cluster = new MemoryCluster(systemClock);
  cluster.createTopic({ name: 'widgets', partitions: 3 });
  cluster.createTopic({ name: 'red', partitions: 3 });
  return cluster;
}

function start(cluster: MemoryCluster, said: string[] = []): Promise<StreamApp> {
  return startStreamApp({
    applicationId: 'widgets-red',
    clientId: 'penstock-red',
    client: cluster.client(),
    clock: systemClock,
    from: 'earliest',
    topology: { sources: ['widgets'], operators: [onlyRed], sink: 'red' },
    onSkipped: (sentence) => said.push(sentence),
  });
}

function widget(n: number): string {
  return JSON.stringify({ n, colour: n % 2 === 0 ? 'RED' : 'BLUE' });
}

test('the records that pass go on with key, headers, time and bytes as they were', async () => {
  const cluster = newCluster();
  const headers = [{ key: 'trace', value: Buffer.from('1') }];
  cluster.append('widgets', {
    key: 'a',
    value: '{"colour": "RED",  "big": 12345678901234567890}',
    timestamp: 5,
    headers,
  });
  cluster.append('widgets', { key: 'a', value: '{"colour": "BLUE"}' });
  cluster.append('widgets', { key: 'a', value: null });
  const app = await start(cluster);
  await vi.waitFor(() => expect(app.counters.recordsIn).toBe(3));
  await app.close();
  expect(app.counters).toEqual({ recordsIn: 3, recordsOut: 1, recordsSkipped: 0 });
  expect(cluster.topic('red').partitions.flat()).toEqual([
    {
      offset: 0,
      timestamp: 5,
      key: Buffer.from('a'),
      headers,
      value: Buffer.from('{"colour": "RED",  "big": 12345678901234567890}'),
    },
  ]);
});

test('what is not JSON is skipped, counted and told, and the rest goes on', async () => {
  const cluster = newCluster();
  for (const value of ['hello', '{"colour": "RED"}', Buffer.from([0xff]), '']) {
    cluster.append('widgets', { key: 'same', value });
  }
  const said: string[] = [];
  const app = await start(cluster, said);
  await vi.waitFor(() => expect(app.counters.recordsIn).toBe(4));
  await app.close();
  expect(app.counters).toEqual({ recordsIn: 4, recordsOut: 1, recordsSkipped: 3 });
  expect(said).toEqual([
    expect.stringMatching(
      /^3 records are not JSON and were skipped, such as the one in widgets-\d at offset 0 \(it starts with "hello"\)\.$/,
    ),
  ]);
});

test('records with one key keep their order', async () => {
  const cluster = newCluster();
  for (let n = 0; n < 12_000; n++)
    cluster.append('widgets', { key: `k${n % 5}`, value: widget(n) });
  const app = await start(cluster);
  await vi.waitFor(() => expect(app.counters.recordsIn).toBe(12_000), { timeout: 10_000 });
  await app.close();
  for (const log of cluster.values('red')) {
    const numbers = log.map((value) => (JSON.parse(value) as { n: number }).n);
    for (let key = 0; key < 5; key++) {
      const own = numbers.filter((n) => n % 5 === key);
      expect(own).toEqual([...own].sort((one, other) => one - other));
    }
  }
  expect(cluster.values('red').flat()).toHaveLength(6000);
});

test('it goes on where it was after a stop, without a record twice', async () => {
  const cluster = newCluster();
  for (let n = 0; n < 100; n++) cluster.append('widgets', { value: widget(n) });
  const first = await start(cluster);
  await vi.waitFor(() => expect(first.counters.recordsIn).toBe(100));
  await first.close();
  for (let n = 100; n < 150; n++) cluster.append('widgets', { value: widget(n) });
  const second = await start(cluster);
  await vi.waitFor(() => expect(second.counters.recordsIn).toBe(50));
  await second.close();
  const numbers = cluster
    .values('red')
    .flat()
    .map((value) => (JSON.parse(value) as { n: number }).n);
  expect(numbers.sort((one, other) => one - other)).toEqual(
    Array.from({ length: 75 }, (_, n) => 2 * n),
  );
});

test('nothing is lost when it is killed at any moment', async () => {
  for (let turns = 0; turns < 12; turns++) {
    const cluster = newCluster();
    for (let n = 0; n < 60; n++) cluster.append('widgets', { value: widget(n) });
    await start(cluster);
    for (let turn = 0; turn < turns; turn++)
      await new Promise<void>((resolve) => systemClock.defer(resolve));
    cluster.kill();
    const again = await start(cluster);
    const written = () => new Set(cluster.values('red').flat());
    await vi.waitFor(() => expect(written().size).toBe(30));
    await again.close();
  }
});

test('a batch that cannot be written is not committed, and ends the app with the reason', async () => {
  const cluster = newCluster();
  cluster.append('widgets', { value: widget(0) });
  cluster.sendError = new Error('The disk of every replica is full.');
  const app = await start(cluster);
  await expect(app.done).rejects.toThrow('The disk of every replica is full.');
  expect(
    [...(cluster.committed.get('widgets-red')?.values() ?? [])].filter((offset) => offset > 0),
  ).toEqual([]);
  await app.close();
  cluster.sendError = undefined;
  const again = await start(cluster);
  await vi.waitFor(() => expect(cluster.values('red').flat()).toHaveLength(1));
  await again.close();
});

test('a paused app stands still until it is resumed', async () => {
  const cluster = newCluster();
  const app = await start(cluster);
  app.pause();
  cluster.append('widgets', { value: widget(0) });
  cluster.wake();
  await new Promise<void>((resolve) => systemClock.defer(() => systemClock.defer(resolve)));
  expect(app.counters.recordsIn).toBe(0);
  app.resume();
  await vi.waitFor(() => expect(app.counters.recordsIn).toBe(1));
  expect(app.positions().reduce((sum, { offset }) => sum + offset, 0)).toBe(1);
  await app.close();
});

test('an operator may pass on none, one or many records, and new values are written as JSON', () => {
  const twice = new StreamTask({
    sources: ['in'],
    operators: [
      (record, forward) => {
        forward(record);
        forward({ ...record, value: { copy: record.value }, isOriginal: false });
      },
      (record, forward) => forward(record),
    ],
    sink: 'out',
  });
  const source: ConsumedRecord = {
    offset: 7,
    timestamp: 1,
    key: null,
    value: Buffer.from('1'),
    headers: [],
  };
  const { messages } = twice.process({
    topic: 'in',
    partition: 0,
    records: [source],
    nextOffset: 8,
    highWatermark: 8,
  });
  expect(messages.map(({ value }) => String(value))).toEqual(['1', '{"copy":1}']);
});

test('a flood of skipped records is a sentence now and one every while', () => {
  const due: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    defer: () => undefined,
    schedule: (_, task) => {
      due.push(task);
      return { cancel: () => due.splice(due.indexOf(task), 1) };
    },
  };
  const said: string[] = [];
  const reporter = new SkipReporter(clock, (sentence) => said.push(sentence));
  const skipped = (offset: number) => [{ topic: 't', partition: 0, offset, reason: 'it is empty' }];
  reporter.report([]);
  for (let offset = 0; offset < 1000; offset++) reporter.report(skipped(offset));
  due.shift()?.();
  due.shift()?.();
  reporter.report(skipped(1000));
  reporter.report(skipped(1001));
  reporter.close();
  expect(said).toEqual([
    'The record in t-0 at offset 0 is not JSON (it is empty) and was skipped.',
    '999 records are not JSON and were skipped, such as the one in t-0 at offset 999 (it is empty).',
    'The record in t-0 at offset 1000 is not JSON (it is empty) and was skipped.',
    'The record in t-0 at offset 1001 is not JSON (it is empty) and was skipped.',
  ]);
  expect(due).toEqual([]);
});
