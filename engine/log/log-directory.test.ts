/** A directory of logs: identity, lock, creation and deletion, checkpoints, clean and unclean ends. */

import { beforeEach, describe, expect, test } from 'vitest';

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { LogDirectory, type LogDirectoryOptions } from './log-directory.ts';
import type { PartitionLog } from './partition-log.ts';

const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';
let disk: MemoryDisk;
let clock: ManualClock;

beforeEach(() => {
  disk = new MemoryDisk();
  clock = new ManualClock();
});

function open(options: Partial<LogDirectoryOptions> = {}): LogDirectory {
  return LogDirectory.open({
    disk,
    clock,
    random: new SeededRandom(1),
    path: 'data',
    clusterId: 'cluster',
    nodeId: 1,
    lockOwner: { processId: 7, isAlive: () => true },
    ...options,
  });
}

function fill(directory: LogDirectory, topic: string, count: number): PartitionLog {
  const log =
    directory.get(topic, 0) ?? directory.create({ topic, partition: 0, topicId: TOPIC_ID });
  for (let index = 0; index < count; index += 1) {
    log.appendAsLeader(encodeBatch([{ value: Buffer.from('x'), timestamp: clock.now() }]), {
      leaderEpoch: 0,
    });
  }
  return log;
}

function text(name: string): string {
  return disk.readFile(`data/${name}`).toString();
}

describe('identity', () => {
  test('is written once and found again', () => {
    const { properties } = open();
    expect(properties).toMatchObject({ clusterId: 'cluster', nodeId: 1 });
    expect(text('meta.properties')).toBe(
      `#\nversion=1\ncluster.id=cluster\nnode.id=1\ndirectory.id=${properties.directoryId}\n`,
    );
    expect(open({ random: new SeededRandom(2) }).properties).toEqual(properties);
  });

  test.each([
    [
      'another cluster',
      { clusterId: 'other' },
      'The data directory data belongs to cluster cluster, not other.',
    ],
    ['another node', { nodeId: 2 }, 'The data directory data belongs to node 1, not 2.'],
  ])('%s is refused', (_, options, message) => {
    open();
    expect(() => open(options)).toThrow(
      expect.objectContaining({
        code: 'LOG_DIRECTORY_FOREIGN',
        message,
        hint: 'Use the directory of this cluster and node, or an empty one.',
      }),
    );
  });

  test('that cannot be read is refused', () => {
    disk.makeDirectory('data');
    disk.writeFileAtomic('data/meta.properties', 'rubbish');
    expect(() => open()).toThrow(expect.objectContaining({ code: 'LOG_DIRECTORY_BROKEN' }));
    expect(disk.exists('data/.lock')).toBe(false);
  });
});

describe('a directory that cannot be used', () => {
  test('is a file', () => {
    disk.writeFileAtomic('data', 'x');
    expect(() => open()).toThrow(
      expect.objectContaining({
        code: 'LOG_DIRECTORY_UNUSABLE',
        message: 'The data directory data is a file.',
        hint: 'Choose a directory that you may write to (--data).',
      }),
    );
  });

  test('is on a disk that refuses', () => {
    disk.failingCall = 2;
    expect(() => open()).toThrow(expect.objectContaining({ code: 'LOG_DIRECTORY_UNUSABLE' }));
  });

  test('is on a full disk, which is said as it is', () => {
    disk.capacity = 10;
    expect(() => open()).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
  });
});

describe('the lock', () => {
  const other = { processId: 8, isAlive: (processId: number) => processId === 7 };

  test('keeps another process out while its holder lives', () => {
    open();
    expect(() => open({ lockOwner: other })).toThrow(
      expect.objectContaining({
        code: 'LOG_DIRECTORY_IN_USE',
        message: 'Process 7 is using the data directory data.',
      }),
    );
  });

  test('is given back on closing, and taken over from the dead and from Kafka', () => {
    open().close({ clean: true });
    expect(disk.exists('data/.lock')).toBe(false);
    open({ lockOwner: other });
    expect(text('.lock')).toBe('8\n');
    open({ lockOwner: { processId: 9, isAlive: () => false } });
    expect(text('.lock')).toBe('9\n');
    disk.writeFileAtomic('data/.lock', '');
    open();
    expect(text('.lock')).toBe('7\n');
  });
});

describe('logs', () => {
  test('are created, found, listed and deleted with all their files', () => {
    const directory = open();
    const log = fill(directory, 'my-topic', 2);
    directory.create({ topic: 'other', partition: 3, topicId: TOPIC_ID });
    expect(directory.get('my-topic', 0)).toBe(log);
    expect(directory.all().map(({ topic, partition }) => [topic, partition])).toEqual([
      ['my-topic', 0],
      ['other', 3],
    ]);
    expect(text('my-topic-0/partition.metadata')).toBe(`version: 0\ntopic_id: ${TOPIC_ID}`);
    directory.delete('my-topic', 0);
    expect([directory.get('my-topic', 0), disk.list('data').includes('my-topic-0')]).toEqual([
      undefined,
      false,
    ]);
    expect(disk.list('data').filter((name) => name.endsWith('-delete'))).toEqual([]);
  });

  test('are found again with their ids and offsets, and half-deleted ones go', () => {
    const first = open();
    const log = fill(first, 'my-topic', 5);
    log.highWatermark = 4;
    log.deleteRecordsBefore(2);
    first.close({ clean: true, brokerEpoch: 12 });
    expect(text('.kafka_cleanshutdown')).toBe('{"version":0,"brokerEpoch":12}');
    expect([
      text('recovery-point-offset-checkpoint'),
      text('replication-offset-checkpoint'),
      text('log-start-offset-checkpoint'),
    ]).toEqual(['0\n1\nmy-topic 0 5\n', '0\n1\nmy-topic 0 4\n', '0\n1\nmy-topic 0 2\n']);
    disk.makeDirectory('data/gone-1.0a-delete');
    const second = open();
    expect([
      second.wasCleanlyClosed,
      disk.exists('data/.kafka_cleanshutdown'),
      disk.exists('data/gone-1.0a-delete'),
    ]).toEqual([true, false, false]);
    expect(second.all()).toMatchObject([
      {
        topic: 'my-topic',
        partition: 0,
        topicId: TOPIC_ID,
        logStartOffset: 2,
        highWatermark: 4,
        endOffset: 5,
        recoveryPoint: 5,
      },
    ]);
  });

  test('lose nothing when the process is killed', () => {
    const directory = open();
    const log = fill(directory, 't', 5);
    log.highWatermark = 3;
    directory.checkpoint();
    log.highWatermark = 5;
    disk = disk.crashed({ kind: 'process' });
    const again = open();
    expect(again.wasCleanlyClosed).toBe(false);
    expect(again.get('t', 0)).toMatchObject({ highWatermark: 3, endOffset: 5 });
  });

  test('that cannot be created leave nothing behind', () => {
    const directory = open();
    disk.failingCall = disk.calls + 4;
    expect(() => directory.create({ topic: 't', partition: 0, topicId: TOPIC_ID })).toThrow(
      expect.objectContaining({ code: 'DISK_FAILED' }),
    );
    expect([directory.get('t', 0), disk.exists('data/t-0')]).toEqual([undefined, false]);
  });

  test('are retained as each is configured', () => {
    const directory = open();
    fill(directory, 'a', 3).highWatermark = 3;
    fill(directory, 'b', 3).highWatermark = 3;
    const log = directory.get('a', 0)!;
    log.config = { ...log.config, retentionMs: 1000 };
    clock.advance(1001);
    expect(directory.applyRetention()).toBe(1);
    expect(directory.all().map(({ logStartOffset }) => logStartOffset)).toEqual([3, 0]);
  });
});

test('Files open at once are bounded, whatever is read and written.', () => {
  const directory = open({ openFilesMax: 3 });
  for (let index = 0; index < 10; index += 1) fill(directory, `t${index}`, 2);
  for (const log of directory.all())
    expect(log.read(0, { maxBytes: 100 }).length).toBeGreaterThan(0);
  expect([directory.openFileCount <= 3, disk.openFiles <= 3]).toEqual([true, true]);
  directory.close({ clean: false });
  expect(disk.openFiles).toBe(0);
});

test('A checkpoint writes only what has moved.', () => {
  const directory = open();
  fill(directory, 't', 1);
  directory.checkpoint();
  const before = disk.calls;
  directory.checkpoint();
  expect(disk.calls).toBe(before);
});

test('Truncating below the recovery point is written down at once.', () => {
  const directory = open();
  const log = fill(directory, 't', 5);
  log.flush();
  directory.checkpoint();
  log.truncateTo(2);
  expect(text('recovery-point-offset-checkpoint')).toBe('0\n1\nt 0 2\n');
});

test('The trouble of one log does not keep the others from their turn, and is told.', () => {
  const directory = open();
  for (const topic of ['a', 'b', 'c']) {
    const log = fill(directory, topic, 3);
    log.highWatermark = 3;
    log.config = { ...log.config, retentionMs: 1000 };
  }
  clock.advance(1001);
  disk.failingCall = disk.calls + 1;
  expect(() => directory.applyRetention()).toThrow(
    expect.objectContaining({ code: 'DISK_FAILED' }),
  );
  expect(directory.all().map(({ logStartOffset }) => logStartOffset)).toEqual([0, 3, 3]);
  expect(directory.applyRetention()).toBe(1);
});

test('A log whose files and memory are at odds keeps the end from being clean, and nothing else.', () => {
  const directory = open();
  const log = fill(directory, 'a', 3);
  fill(directory, 'b', 3);
  disk.failingCall = disk.calls + 1;
  expect(() => log.truncateTo(1)).toThrow(expect.objectContaining({ code: 'DISK_FAILED' }));
  expect(() => fill(directory, 'a', 1)).toThrow(expect.objectContaining({ code: 'LOG_OFFLINE' }));
  directory.close({ clean: true });
  const again = open();
  expect(again.wasCleanlyClosed).toBe(false);
  expect(again.all().map(({ endOffset }) => endOffset)).toEqual([3, 3]);
});
