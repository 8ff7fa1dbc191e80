/** Compaction keeps the last record of each key, and what readers, producers and restarts still need. */

import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import { batchesOf, deleteHorizonOf, isControl, isCrcValid } from '../records/batch.ts';
import { encodeBatch, type RecordInput } from '../records/batch-builder.ts';
import type { CodecName } from '../records/codecs/define-codec.ts';
import { encodeTransactionMarker } from '../records/control-record.ts';
import { recordsOf } from '../records/records.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import { LogDirectory } from './log-directory.ts';
import type { PartitionLog } from './partition-log.ts';

const CONFIG: LogConfig = {
  ...defaultLogConfig,
  cleanupPolicy: ['compact'],
  segmentBytes: 400,
  indexIntervalBytes: 100,
  minCleanableDirtyRatio: 0,
  deleteRetentionMs: 1000,
};
const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';
let disk: MemoryDisk;
let clock: ManualClock;
let directory: LogDirectory;
let log: PartitionLog;

function open(config: LogConfig = CONFIG): void {
  directory = LogDirectory.open({
    disk,
    clock,
    random: new SeededRandom(1),
    path: 'data',
    clusterId: 'c',
    nodeId: 1,
    defaults: config,
    lockOwner: { processId: 1, isAlive: () => false },
  });
  log = directory.get('t', 0) ?? directory.create({ topic: 't', partition: 0, topicId: TOPIC_ID });
}

beforeEach(() => {
  disk = new MemoryDisk();
  clock = new ManualClock();
  open();
});

function record(key: string, value: string | null): RecordInput {
  return {
    key: Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    timestamp: clock.now(),
  };
}

function append(
  records: readonly RecordInput[],
  options: Parameters<typeof encodeBatch>[1] = {},
): void {
  expect(log.appendAsLeader(encodeBatch(records, options), { leaderEpoch: 0 })).toMatchObject({
    kind: 'appended',
  });
  log.highWatermark = log.endOffset;
}

function endTransaction(producerId: number, outcome: 'commit' | 'abort'): void {
  const marker = encodeTransactionMarker(
    { outcome, coordinatorEpoch: 0 },
    { producerId, producerEpoch: 0, timestamp: clock.now() },
  );
  log.appendAsLeader(marker, { leaderEpoch: 0, origin: 'coordinator' });
  log.highWatermark = log.endOffset;
}

/** Starts a new segment, so that all that was appended may be cleaned. */
function fillSegment(): void {
  append([record('filler', 'x'.repeat(CONFIG.segmentBytes - 100))]);
  append([record('filler', 'x'.repeat(CONFIG.segmentBytes - 100))]);
}

function compact(): void {
  for (let steps = 0; directory.compactStep(); steps += 1) expect(steps).toBeLessThan(1000);
}

function batches(): ReturnType<typeof readAll> {
  return readAll(log);
}

function readAll(
  from: PartitionLog,
): { baseOffset: number; control: boolean; horizon: number | undefined; records: string[] }[] {
  const all = [];
  for (let next = from.logStartOffset; next < from.endOffset;) {
    const bytes = from.read(next, { maxBytes: 1 });
    if (bytes.length === 0) break;
    for (const batch of batchesOf(bytes)) {
      expect(isCrcValid(batch)).toBe(true);
      const records = Array.from(
        recordsOf(batch),
        ({ offset, key, value }) =>
          `${offset}:${key?.toString('latin1')}=${value?.toString('latin1') ?? 'null'}`,
      );
      all.push({
        baseOffset: batch.baseOffset,
        control: isControl(batch),
        horizon: deleteHorizonOf(batch),
        records: isControl(batch) ? [] : records,
      });
      next = batch.lastOffset + 1;
    }
  }
  return all;
}

function records(): string[] {
  return batches()
    .flatMap((batch) => batch.records)
    .filter((each) => !each.includes(':filler='));
}

test('The last record of each key stays, with its offset; the active segment is left alone.', () => {
  append([record('a', '1'), record('b', '1'), record('a', '2')]);
  append([record('c', '1'), record('a', '3')]);
  fillSegment();
  append([record('b', '9')]);
  compact();
  expect(records()).toEqual(['1:b=1', '3:c=1', '4:a=3', '7:b=9']);
  expect([log.endOffset, log.logStartOffset]).toEqual([8, 0]);
  expect(disk.readFile('data/cleaner-offset-checkpoint').toString()).toBe('0\n1\nt 0 7\n');
});

test('Tombstones stay until their horizon has passed, and then go with all trace of the key.', () => {
  append([record('a', '1'), record('b', '1')]);
  append([record('a', null)]);
  fillSegment();
  compact();
  expect(batches().slice(0, 2)).toMatchObject([
    { records: ['1:b=1'], horizon: undefined },
    { records: ['2:a=null'], horizon: clock.now() + CONFIG.deleteRetentionMs },
  ]);
  clock.advance(CONFIG.deleteRetentionMs - 1);
  fillSegment();
  compact();
  expect(records()).toEqual(['1:b=1', '2:a=null']);
  clock.advance(1);
  fillSegment();
  compact();
  expect(records()).toEqual(['1:b=1']);
});

test('What a cleaning leaves of neighbours becomes one segment in the next.', () => {
  for (let index = 0; index < 40; index += 1) append([record(`${index % 3}`, 'x'.repeat(50))]);
  expect(log.segmentCount).toBeGreaterThan(8);
  compact();
  fillSegment();
  compact();
  expect(log.segmentCount).toBeLessThan(5);
  expect(disk.list('data/t-0').filter((name) => /cleaned|swap|deleted/.test(name))).toEqual([]);
  expect(log.size).toBe(
    disk
      .list('data/t-0')
      .filter((name) => name.endsWith('.log'))
      .reduce((total, name) => total + disk.readFile(`data/t-0/${name}`).length, 0),
  );
});

describe('What is cleaned', () => {
  test('is only what is stable', () => {
    append([record('a', '1')]);
    append([record('t', '1')], {
      producerId: 1,
      producerEpoch: 0,
      baseSequence: 0,
      isTransactional: true,
    });
    append([record('a', '2')]);
    fillSegment();
    compact();
    expect(records()).toEqual(['0:a=1', '1:t=1', '2:a=2']);
    endTransaction(1, 'commit');
    fillSegment();
    compact();
    expect(records()).toEqual(['1:t=1', '2:a=2']);
  });

  test('is not younger than the lag', () => {
    log.config = { ...CONFIG, minCompactionLagMs: 500 };
    append([record('a', '1'), record('a', '2')]);
    fillSegment();
    compact();
    expect(records()).toEqual(['0:a=1', '1:a=2']);
    clock.advance(500);
    compact();
    expect(records()).toEqual(['1:a=2']);
  });

  test('waits until enough is dirty, or something is overdue', () => {
    for (let index = 0; index < 30; index += 1) append([record(`${index}`, 'x'.repeat(50))]);
    compact();
    log.config = { ...CONFIG, minCleanableDirtyRatio: 0.5, maxCompactionLagMs: 10_000 };
    append([record('1', 'again')]);
    fillSegment();
    expect(directory.compactStep()).toBe(false);
    clock.advance(10_001);
    compact();
    expect(records().filter((each) => each.includes(':1='))).toEqual(['30:1=again']);
  });

  test('is done once', () => {
    append([record('a', '1'), record('a', '2')]);
    fillSegment();
    compact();
    expect(directory.compactStep()).toBe(false);
    directory.close({ clean: true });
    open();
    expect(directory.compactStep()).toBe(false);
  });

  test('is nothing where the policy is not compaction', () => {
    log.config = { ...CONFIG, cleanupPolicy: ['delete'] };
    append([record('a', '1'), record('a', '2')]);
    fillSegment();
    expect(directory.compactStep()).toBe(false);
  });
});

describe('Transactions', () => {
  function write(producerId: number, baseSequence: number, key: string, value: string): void {
    append([record(key, value)], {
      producerId,
      producerEpoch: 0,
      baseSequence,
      isTransactional: true,
    });
  }

  test('that were aborted lose their records, which do not count as the last of their keys', () => {
    write(1, 0, 'a', 'committed');
    endTransaction(1, 'commit');
    write(1, 1, 'a', 'aborted');
    write(2, 0, 'b', 'other');
    endTransaction(1, 'abort');
    endTransaction(2, 'commit');
    fillSegment();
    compact();
    expect(records()).toEqual(['0:a=committed', '3:b=other']);
    expect(log.abortedTransactions(0, log.endOffset)).toMatchObject([
      { producerId: 1, firstOffset: 2, lastOffset: 4 },
    ]);
  });

  test('whose marker is not cleaned yet count as aborted, too', () => {
    write(1, 0, 'a', 'aborted');
    append([record('x', 'x'.repeat(300))]);
    append([record('y', 'y'.repeat(300))]);
    endTransaction(1, 'abort');
    expect(log.segmentCount).toBeGreaterThan(2);
    log.highWatermark = log.endOffset;
    compact();
    expect(records().filter((each) => each.includes(':a='))).toEqual([]);
    expect(log.abortedTransactions(0, log.endOffset)).toHaveLength(1);
  });

  test('keep their markers while records are left, and a while longer', () => {
    write(1, 0, 'a', '1');
    endTransaction(1, 'commit');
    write(2, 0, 'a', '2');
    endTransaction(2, 'commit');
    write(1, 1, 'k', 'last');
    endTransaction(1, 'commit');
    const controls = () =>
      batches()
        .filter(({ control }) => control)
        .map(({ baseOffset, horizon }) => [baseOffset, horizon]);
    fillSegment();
    compact();
    expect(controls()).toEqual([
      [1, undefined],
      [3, undefined],
      [5, undefined],
    ]);
    const horizon = clock.now() + CONFIG.deleteRetentionMs;
    fillSegment();
    compact();
    expect(controls()).toEqual([
      [1, horizon],
      [3, undefined],
      [5, undefined],
    ]);
    clock.advance(CONFIG.deleteRetentionMs);
    fillSegment();
    compact();
    expect([controls(), records()]).toEqual([
      [
        [3, undefined],
        [5, undefined],
      ],
      ['2:a=2', '4:k=last'],
    ]);
  });
});

test('The last batch of a producer stays, empty, so that its sequence is known after a restart without snapshots.', () => {
  append([record('a', '1')], { producerId: 1, producerEpoch: 0, baseSequence: 0 });
  append([record('a', '2')], { producerId: 1, producerEpoch: 0, baseSequence: 1 });
  append([record('a', '3')]);
  fillSegment();
  compact();
  expect(batches().slice(0, 2)).toMatchObject([
    { baseOffset: 1, records: [] },
    { baseOffset: 2, records: ['2:a=3'] },
  ]);
  directory.close({ clean: false });
  for (const name of disk.list('data/t-0'))
    if (name.endsWith('.snapshot')) disk.remove(`data/t-0/${name}`);
  open();
  const send = (baseSequence: number) =>
    log.appendAsLeader(
      encodeBatch([record('a', '4')], { producerId: 1, producerEpoch: 0, baseSequence }),
      { leaderEpoch: 0 },
    );
  expect(send(1)).toMatchObject({ kind: 'duplicate', baseOffset: 1 });
  expect(send(3)).toMatchObject({ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' });
  expect(send(2)).toMatchObject({ kind: 'appended' });
});

describe('A log that changes while it is cleaned', () => {
  function begin(): Generator<void, void> {
    for (let index = 0; index < 30; index += 1) append([record(`${index % 5}`, 'x'.repeat(50))]);
    const steps = log.clean();
    while (!disk.list('data/t-0').some((name) => name.endsWith('.cleaned'))) {
      expect(steps.next().done).toBe(false);
    }
    return steps;
  }

  test.each([
    ['is truncated', () => log.truncateTo(2)],
    ['is emptied', () => log.truncateFullyAndStartAt(50)],
    ['loses its beginning', () => log.deleteRecordsBefore(20)],
  ])('because it %s is not swapped', (_, change) => {
    const steps = begin();
    change();
    const before = batches();
    while (!steps.next().done);
    expect(batches()).toEqual(before);
    expect(disk.list('data/t-0').filter((name) => /cleaned|swap/.test(name))).toEqual([]);
    append([record('a', 'after')]);
    expect(records().at(-1)).toContain('a=after');
  });

  test('because it is deleted leaves nothing', () => {
    for (let index = 0; index < 30; index += 1) append([record(`${index % 5}`, 'x'.repeat(50))]);
    while (!disk.list('data/t-0').some((name) => name.endsWith('.cleaned')))
      directory.compactStep();
    directory.delete('t', 0);
    expect([directory.compactStep(), disk.exists('data/t-0'), disk.openFiles]).toEqual([
      false,
      false,
      0,
    ]);
  });
});

/** The last value of each key, as a reader of the whole log finds it. */
function lastValues(from: PartitionLog): Map<string, string> {
  const values = new Map<string, string>();
  for (const batch of readAll(from)) {
    for (const each of batch.records) {
      const [, key, value] = /^\d+:(.*?)=(.*)$/s.exec(each)!;
      if (value === 'null') values.delete(key!);
      else values.set(key!, value!);
    }
  }
  return values;
}

const appends = fc.array(
  fc.record({
    records: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 6 }),
        fc.option(fc.string({ maxLength: 12 }), { nil: null }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    codec: fc.constantFrom<CodecName>('none', 'none', 'lz4', 'gzip'),
    steps: fc.nat({ max: 3 }),
    advance: fc.nat({ max: 700 }),
  }),
  { minLength: 10, maxLength: 60 },
);

test('Whatever is written and whenever it is cleaned: the last values stay, records keep their offsets, and every offset can be read.', () => {
  fc.assert(
    fc.property(appends, (given) => {
      disk = new MemoryDisk();
      open();
      const model = new Map<string, string>();
      const written: string[] = [];
      for (const { records: pairs, codec, steps, advance } of given) {
        clock.advance(advance);
        const base = log.endOffset;
        append(
          pairs.map(([key, value]) => record(`${key}`, value === null ? null : hex(value))),
          { codec },
        );
        pairs.forEach(([key, value], index) => {
          written.push(`${base + index}:${key}=${value === null ? 'null' : hex(value)}`);
          if (value === null) model.delete(`${key}`);
          else model.set(`${key}`, hex(value));
        });
        for (let step = 0; step < steps; step += 1) directory.compactStep();
      }
      compact();
      const kept = readAll(log).flatMap((batch) => batch.records);
      expect(written.filter((each) => kept.includes(each))).toEqual(kept);
      for (const isClean of [true, false]) {
        expect(lastValues(log)).toEqual(model);
        const offsets = readAll(log).map(({ baseOffset }) => baseOffset);
        for (let offset = 0; offset < log.endOffset; offset += 7) {
          const [first] = batchesOf(log.read(offset, { maxBytes: 1 }));
          expect(first === undefined || first.lastOffset >= offset).toBe(true);
          if (first !== undefined) expect(offsets).toContain(first.baseOffset);
        }
        directory.close({ clean: isClean });
        expect(disk.openFiles).toBe(0);
        open();
      }
      expect(lastValues(log)).toEqual(model);
    }),
    { numRuns: 60 },
  );
});

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

test('A crash at any call of a cleaning loses nothing that should stay.', () => {
  const write = () => {
    for (let index = 0; index < 40; index += 1)
      append([record(`${index % 7}`, `${index}`.padEnd(40))], {
        producerId: 3,
        producerEpoch: 0,
        baseSequence: index,
      });
    log.flush();
    directory.checkpoint();
  };
  write();
  const random = new SeededRandom(7);
  const expected = lastValues(log);
  for (let call = 1; ; call += 1) {
    disk = new MemoryDisk();
    open();
    write();
    disk.failingCall = disk.calls + call;
    disk.staysBroken = true;
    let failed = false;
    try {
      compact();
    } catch {
      failed = true;
    }
    disk = disk.crashed({
      kind: call % 2 === 0 ? 'process' : 'power',
      keepBytes: (unsynced) => Math.floor(random.next() * (unsynced + 1)),
    });
    open();
    expect(lastValues(log)).toEqual(expected);
    expect(log.endOffset).toBe(40);
    compact();
    expect([
      lastValues(log),
      disk.list('data/t-0').filter((name) => /cleaned|swap/.test(name)),
    ]).toEqual([expected, []]);
    if (!failed) break;
  }
});
