import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineError } from '../base/errors.ts';
import type { Disk } from '../base/ports/disk.ts';
import { systemClock } from '../base/ports/real/clock.ts';
import { systemDisk } from '../base/ports/real/disk.ts';
import { systemRandom } from '../base/ports/real/random.ts';
import { MemoryCluster } from '../client/memory-client.ts';
import { ConnectOffsets, OFFSETS_TOPIC } from './connect-offsets.ts';
import type { ConnectTask } from './connect-task.ts';
import { datagen, fileStreamSink, fileStreamSource } from './connectors/index.ts';
import type { SourceConnector } from './connectors/define-connector.ts';
import { startSinkTask } from './sink-task.ts';
import { startSourceTask } from './source-task.ts';

let folder = '';
let cluster = new MemoryCluster(systemClock);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'connect-'));
  mkdirSync(join(folder, 'state'));
  cluster = new MemoryCluster(systemClock);
  cluster.createTopic({ name: 'events', partitions: 2 });
});
afterEach(() => {
  cluster.kill();
  rmSync(folder, { recursive: true });
});

function shared(disk: Disk) {
  return {
    clientId: 'penstock-node',
    client: cluster.client(),
    ports: { clock: systemClock, random: systemRandom, disk },
    filesDirectory: folder,
    stateDirectory: join(folder, 'state'),
  };
}

function startSource(connector: SourceConnector, config = {}): Promise<ConnectTask> {
  const offsets = () => ConnectOffsets.open(cluster.client(), 'penstock-offsets');
  return startSourceTask({
    ...shared(systemDisk),
    name: 'in',
    connector,
    config,
    topic: 'events',
    offsets,
  });
}

function startSink(disk: Disk = systemDisk, file = 'out.jsonl'): Promise<ConnectTask> {
  return startSinkTask({
    ...shared(disk),
    name: 'out',
    connector: fileStreamSink,
    config: { file },
    topics: ['events'],
  });
}

function numbers(): number[] {
  return cluster
    .values('events')
    .flat()
    .map(Number)
    .sort((one, other) => one - other);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

function produce(from: number, to: number): void {
  for (let n = from; n < to; n++) cluster.append('events', { value: `${n}` });
  cluster.wake();
}

function written(file = 'out.jsonl'): string[] {
  return readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
}

describe('a source', () => {
  test('of made-up events ends when it has made its count', async () => {
    const task = await startSource(datagen, { rate: 5000, iterations: 300 });
    await task.done;
    expect([task.counters.recordsOut, cluster.values('events').flat()]).toEqual([
      300,
      expect.objectContaining({ length: 300 }),
    ]);
    await task.close();
  });

  test('follows a file, and goes on after a stop without losing or repeating a line', async () => {
    const path = join(folder, 'in.txt');
    writeFileSync(
      path,
      upTo(1000)
        .map((n) => `${n}\n`)
        .join(''),
    );
    const config = { file: 'in.txt', 'batch.size': 64 };
    const first = await startSource(fileStreamSource, config);
    await vi.waitFor(() => expect(first.counters.recordsOut).toBe(1000));
    await first.close();
    appendFileSync(path, '1000\n1001\n');
    const second = await startSource(fileStreamSource, config);
    await vi.waitFor(() => expect(second.counters.recordsOut).toBe(2));
    await second.close();
    expect(numbers()).toEqual(upTo(1002));
  });

  test("keeps its offset in Connect's topic and format", async () => {
    writeFileSync(join(folder, 'in.txt'), 'one\ntwo\n');
    const task = await startSource(fileStreamSource, { file: 'in.txt' });
    await vi.waitFor(() => expect(task.counters.recordsOut).toBe(2));
    await task.close();
    const [record] = cluster.topic(OFFSETS_TOPIC).partitions.flat();
    expect([String(record?.key), JSON.parse(String(record?.value))]).toEqual([
      '["in",{"filename":"in.txt"}]',
      { position: 8, headLength: 8, headHash: expect.stringMatching(/^[0-9a-f]{8}$/) },
    ]);
    expect(cluster.topic(OFFSETS_TOPIC).configs).toEqual({ 'cleanup.policy': 'compact' });
  });

  test('begins where Connect itself has left off', async () => {
    writeFileSync(join(folder, 'in.txt'), '10\n20\n30\n');
    cluster.createTopic({ name: OFFSETS_TOPIC });
    cluster.append(OFFSETS_TOPIC, { key: '["in",{"filename":"in.txt"}]', value: 'null' });
    cluster.append(OFFSETS_TOPIC, {
      key: '["other",{"filename":"in.txt"}]',
      value: '{"position":9}',
    });
    cluster.append(OFFSETS_TOPIC, { key: '["in",{"filename":"in.txt"}]', value: '{"position":3}' });
    const task = await startSource(fileStreamSource, { file: 'in.txt' });
    await vi.waitFor(() => expect(numbers()).toEqual([20, 30]));
    await task.close();
  });

  test('stands still while it is paused', async () => {
    const path = join(folder, 'in.txt');
    writeFileSync(path, '');
    const task = await startSource(fileStreamSource, { file: 'in.txt' });
    task.pause();
    appendFileSync(path, '1\n');
    const before = task.counters.recordsOut;
    task.resume();
    await vi.waitFor(() => expect(task.counters.recordsOut).toBe(1));
    expect(before).toBe(0);
    await task.close();
  });

  test('says that it waits for a file that is not there', async () => {
    const task = await startSource(fileStreamSource, { file: 'later.txt' });
    await vi.waitFor(() => expect(task.status()).toBe('Waits for later.txt to be there.'));
    writeFileSync(join(folder, 'later.txt'), '7\n');
    await vi.waitFor(() => expect(numbers()).toEqual([7]));
    await vi.waitFor(() => expect(task.status()).toBe(''));
    await task.close();
  });

  test('does not remember what could not be delivered, and ends with the reason', async () => {
    writeFileSync(join(folder, 'in.txt'), '1\n');
    cluster.createTopic({ name: OFFSETS_TOPIC });
    cluster.sendError = new Error('No leader.');
    const task = await startSource(fileStreamSource, { file: 'in.txt' });
    await expect(task.done).rejects.toThrow('No leader.');
    await task.close();
    cluster.sendError = undefined;
    const again = await startSource(fileStreamSource, { file: 'in.txt' });
    await vi.waitFor(() => expect(numbers()).toEqual([1]));
    await again.close();
  });

  test('refuses a config that is wrong before anything starts', async () => {
    await expect(startSource(fileStreamSource, {})).rejects.toThrow('File is needed.');
    await expect(startSource(datagen, { rate: -1 })).rejects.toThrow('Rate must be at least 0.01.');
  });
});

describe('a sink', () => {
  test('writes each record as one line of JSON', async () => {
    for (const value of ['{"a": 1}', 'plain text', '{\n  "b": 2\n}', null]) {
      cluster.append('events', { value, partition: 0 });
    }
    const task = await startSink();
    await vi.waitFor(() => expect(task.counters.recordsIn).toBe(4));
    await task.close();
    expect(written()).toEqual(['{"a": 1}', '"plain text"', '{ "b": 2 }', 'null']);
  });

  test('goes on after a stop, without a record lost or twice', async () => {
    produce(0, 500);
    const first = await startSink();
    await vi.waitFor(() => expect(first.counters.recordsIn).toBe(500));
    await first.close();
    produce(500, 600);
    const second = await startSink();
    await vi.waitFor(() => expect(second.counters.recordsIn).toBe(100));
    await second.close();
    expect(
      written()
        .map(Number)
        .sort((one, other) => one - other),
    ).toEqual(upTo(600));
  });

  test('killed at any call of the disk, it goes on without a torn, lost or doubled line', async () => {
    for (let calls = 1; calls <= 12; calls++) {
      cluster = new MemoryCluster(systemClock);
      cluster.createTopic({ name: 'events', partitions: 2 });
      rmSync(join(folder, 'state'), { recursive: true });
      mkdirSync(join(folder, 'state'));
      rmSync(join(folder, 'out.jsonl'), { force: true });
      produce(0, 40);
      const dying = await startSink(dyingDisk(calls)).catch(() => undefined);
      for (let n = 40; n < 60; n++) produce(n, n + 1);
      await vi.waitFor(() => expect(dead || dying?.counters.recordsIn === 60).toBe(true));
      cluster.kill();
      const task = await startSink();
      await vi.waitFor(() => expect(new Set(written().map(Number)).size).toBe(60));
      await task.close();
      expect(
        written()
          .map(Number)
          .sort((one, other) => one - other),
      ).toEqual(upTo(60));
    }
  });

  test('keeps what someone else has written, and begins on a line of its own', async () => {
    writeFileSync(join(folder, 'out.jsonl'), '"before"');
    produce(0, 1);
    const first = await startSink();
    await vi.waitFor(() => expect(first.counters.recordsIn).toBe(1));
    await first.close();
    appendFileSync(join(folder, 'out.jsonl'), '"between"\n');
    produce(1, 2);
    const second = await startSink();
    await vi.waitFor(() => expect(second.counters.recordsIn).toBe(1));
    await second.close();
    expect(written()).toEqual(['"before"', '0', '"between"', '1']);
  });

  test('a topic that was deleted and created again is read from its beginning', async () => {
    produce(0, 10);
    await startSink();
    await vi.waitFor(() => expect(written()).toHaveLength(10));
    cluster.kill();
    cluster.topics.delete('events');
    cluster.committed.clear();
    cluster.createTopic({ name: 'events', partitions: 2 });
    produce(100, 104);
    const again = await startSink();
    await vi.waitFor(() => expect(written()).toHaveLength(14));
    await again.close();
  });

  test('a full disk ends it with one sentence, commits nothing, and loses nothing', async () => {
    produce(0, 20);
    const task = await startSink(fullDisk());
    await expect(task.done).rejects.toThrow('The disk is full.');
    await task.close();
    expect(cluster.committed.get('connect-out')?.get('events-0') ?? 0).toBe(0);
    const again = await startSink();
    await vi.waitFor(() => expect(again.counters.recordsIn).toBe(20));
    await again.close();
    expect(
      written()
        .map(Number)
        .sort((one, other) => one - other),
    ).toEqual(upTo(20));
  });

  test('a folder that is not there is told', async () => {
    await expect(startSink(systemDisk, 'no/such/folder/out.jsonl')).rejects.toThrow(
      /no such file or directory/i,
    );
  });
});

let dead = false;

/** The `calls`-th call that changes something happens only half, and nothing after it: as when the power goes. */
function dyingDisk(calls: number): Disk {
  let left = calls;
  dead = false;
  const mayGo = () => {
    if (dead) throw new EngineError('DEAD', 'Dead.');
    left--;
    if (left <= 0) dead = true;
    return !dead;
  };
  return {
    ...systemDisk,
    open: (path, mode) => {
      const file = systemDisk.open(path, mode);
      return {
        read: (target, targetOffset, length, position) =>
          file.read(target, targetOffset, length, position),
        size: () => file.size(),
        close: () => file.close(),
        writev: (buffers, position) => file.writev(buffers, position),
        truncate: (size) => file.truncate(size),
        write: (source, sourceOffset, length, position) => {
          const isAlive = mayGo();
          file.write(source, sourceOffset, isAlive ? length : Math.floor(length / 2), position);
          if (!isAlive) throw new EngineError('DEAD', 'Dead.');
        },
        sync: () => {
          if (!mayGo()) throw new EngineError('DEAD', 'Dead.');
          file.sync();
        },
      };
    },
    writeFileAtomic: (path, content) => {
      if (!mayGo()) throw new EngineError('DEAD', 'Dead.');
      systemDisk.writeFileAtomic(path, content);
    },
  };
}

/** Takes half of a write, then says that it is full. */
function fullDisk(): Disk {
  return {
    ...systemDisk,
    open: (path, mode) => {
      const file = systemDisk.open(path, mode);
      const full = new EngineError('DISK_FULL', 'The disk is full.', { hint: 'Free some space.' });
      return {
        read: (target, targetOffset, length, position) =>
          file.read(target, targetOffset, length, position),
        size: () => file.size(),
        close: () => file.close(),
        sync: () => file.sync(),
        truncate: (size) => file.truncate(size),
        writev: (buffers, position) => file.writev(buffers, position),
        write: (source, sourceOffset, length, position) => {
          file.write(source, sourceOffset, Math.floor(length / 2), position);
          throw full;
        },
      };
    },
  };
}
