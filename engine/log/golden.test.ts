/** A log directory of Apache Kafka 4.3.1 opens here, reads as Kafka reads it, and is left as Kafka left it. */

import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import { batchesOf, isControl, isTransactional, timestampTypeOf } from '../records/batch.ts';
import { recordsOf } from '../records/records.ts';
import { defaultLogConfig } from './log-config.ts';
import { LogDirectory } from './log-directory.ts';
import type { PartitionLog } from './partition-log.ts';

const FIXTURE = new URL('fixtures/kafka-4.3/', import.meta.url);
const TOPICS = [
  'codecs',
  'compacted',
  'epochs',
  'idempotent',
  'logappend',
  'rolled',
  'shapes',
  'transactions',
];
const DATA = readdirSync(new URL('data/', FIXTURE), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => ({
    folder: entry.parentPath.split(/[\\/]data[\\/]?/)[1] ?? '',
    name: entry.name,
  }))
  .map(({ folder, name }) => (folder === '' ? name : `${folder}/${name}`));

function fixture(path: string): Buffer {
  return readFileSync(new URL(path, FIXTURE));
}

let disk: MemoryDisk;

beforeEach(() => {
  disk = new MemoryDisk();
  for (const path of DATA) {
    disk.makeDirectory(`data/${path}`.split('/').slice(0, -1).join('/'));
    disk.writeFileAtomic(`data/${path}`, fixture(`data/${path}`));
  }
});

/** The interval is a topic's setting: `rolled` had 512, the others the default. */
function open(indexIntervalBytes = 512): LogDirectory {
  return LogDirectory.open({
    disk,
    clock: new ManualClock(1_800_000_000_000),
    random: new SeededRandom(1),
    path: 'data',
    clusterId: 'uJqsZqfxNJbE2e5Ebb8A0w',
    nodeId: 1,
    defaults: { ...defaultLogConfig, indexIntervalBytes },
  });
}

/** As if the broker had been killed right after its first start: nothing says what is sound, and no index is there. */
function makeUnclean(): void {
  for (const path of [
    '.kafka_cleanshutdown',
    'recovery-point-offset-checkpoint',
    ...DATA.filter((each) => /index$|snapshot$/.test(each)),
  ]) {
    disk.remove(`data/${path}`);
  }
}

/** What a consumer of either isolation level gets: aborted transactions left out as consumers do it. */
function consumed(log: PartitionLog, isolation: 'read_committed' | 'read_uncommitted'): unknown[] {
  const aborted =
    isolation === 'read_committed' ? log.abortedTransactions(0, log.lastStableOffset) : [];
  const records: unknown[] = [];
  for (let offset = log.logStartOffset; offset < log.lastStableOffset;) {
    const bytes = log.read(offset, { maxBytes: 700, upTo: log.lastStableOffset });
    for (const batch of batchesOf(bytes)) {
      offset = batch.lastOffset + 1;
      const isAborted = aborted.some(
        ({ producerId, firstOffset, lastOffset }) =>
          producerId === batch.producerId &&
          batch.baseOffset >= firstOffset &&
          batch.baseOffset <= lastOffset,
      );
      if (isControl(batch) || (isTransactional(batch) && isAborted)) continue;
      for (const record of recordsOf(batch)) {
        records.push({
          offset: record.offset,
          timestamp: record.timestamp,
          timestampType: timestampTypeOf(batch),
          leaderEpoch: batch.leaderEpoch,
          keyHex: record.key?.toString('hex') ?? null,
          valueHex: record.value?.toString('hex') ?? null,
          headers: record.headers.map(({ key, value }) => [key, value?.toString('hex') ?? null]),
        });
      }
    }
  }
  return records;
}

function expected(topic: string, isolation: string): unknown[] {
  const name = topic === 'transactions' ? isolation : 'read_committed';
  return fixture(`records/${topic}-0.${name}.jsonl`)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe.each(['after a clean end', 'after a kill'])('%s', (end) => {
  test.each(TOPICS)('%s reads as Kafka reads it', (topic) => {
    if (end === 'after a kill') makeUnclean();
    const directory = open();
    expect(directory.wasCleanlyClosed).toBe(end === 'after a clean end');
    const log = directory.get(topic, 0)!;
    for (const isolation of ['read_committed', 'read_uncommitted'] as const) {
      expect(consumed(log, isolation)).toEqual(expected(topic, isolation));
    }
  });

  test.each([512, 4096])(
    'all files are left as Kafka left them, where it indexed every %d bytes',
    (indexIntervalBytes) => {
      if (end === 'after a kill') makeUnclean();
      open(indexIntervalBytes).close({ clean: true, brokerEpoch: 133 });
      const changed = DATA.filter(
        (path) => !isSame(path) && (indexIntervalBytes === 512) === path.startsWith('rolled-0/'),
      );
      expect(changed.filter((path) => !isLeftOver(path, end))).toEqual([]);
      for (const name of ['recovery-point-offset-checkpoint', 'replication-offset-checkpoint']) {
        expect(entries(disk.readFile(`data/${name}`))).toEqual(entries(fixture(`data/${name}`)));
      }
    },
  );
});

function isSame(path: string): boolean {
  return (
    disk.exists(`data/${path}`) && disk.readFile(`data/${path}`).equals(fixture(`data/${path}`))
  );
}

/** What Kafka's own next start would change, too, or what only tells how the files came about. */
function isLeftOver(path: string, end: string): boolean {
  // An epoch that began at the end of the log and saw no record, and checkpoints, whose order means nothing.
  if (path.endsWith('-checkpoint')) return path !== 'epochs-0/leader-epoch-checkpoint';
  // The clean end in the middle of this log's life left a snapshot and an entry in the time index.
  if (path === 'epochs-0/00000000000000000001.snapshot') return true;
  if (end === 'after a clean end') return false;
  // Recovery makes a snapshot of the end only; those of segment starts save work, no more.
  return (
    path === 'epochs-0/00000000000000000000.timeindex' ||
    DATA.includes(path.replace('.snapshot', '.log'))
  );
}

function entries(bytes: Buffer): string[] {
  const lines = bytes.toString().trim().split('\n').slice(2);
  return lines.filter((line) => !line.startsWith('__cluster_metadata')).toSorted();
}

test('Batches that Kafka wrote, appended here, give the same files.', () => {
  const source = open().get('rolled', 0)!;
  const batches = [
    ...batchesOf(
      Buffer.concat([0, 36, 72].map((offset) => source.read(offset, { maxBytes: 10_000 }))),
    ),
  ];
  expect(batches.at(-1)!.lastOffset).toBe(107);
  disk.remove('data/rolled-0');
  const directory = open();
  const config = { ...defaultLogConfig, indexIntervalBytes: 512, segmentMs: 60_000 };
  const log = directory.create({ topic: 'rolled', partition: 0, topicId: source.topicId, config });
  for (const batch of batches)
    log.appendAsFollower(Buffer.from(batch.buffer.subarray(batch.start, batch.end)));
  directory.close({ clean: true });
  for (const path of DATA.filter((each) => /^rolled-0\/(?!leader)/.test(each))) {
    expect([path, disk.readFile(`data/${path}`).toString('hex')]).toEqual([
      path,
      fixture(`data/${path}`).toString('hex'),
    ]);
  }
});

test('The state of producers is found again: epochs, sequences, open transactions.', () => {
  const directory = open();
  expect(directory.get('idempotent', 0)!.activeProducers()).toMatchObject([
    { producerEpoch: 0, batches: [{ lastSequence: 11, lastOffset: 11, offsetDelta: 3 }] },
  ]);
  const transactions = directory.get('transactions', 0)!;
  expect(transactions.activeProducers()).toMatchObject([
    {
      producerId: 1,
      producerEpoch: 3,
      coordinatorEpoch: 0,
      currentTxnFirstOffset: -1,
      batches: [],
    },
  ]);
  expect(transactions.abortedTransactions(0, 12)).toEqual([
    { producerId: 1, firstOffset: 5, lastOffset: 8, lastStableOffset: 9 },
  ]);
  expect(directory.get('epochs', 0)!.epochEndOffset(0)).toEqual({ epoch: 0, endOffset: 1 });
});
