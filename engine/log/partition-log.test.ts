/** One log: appending, reading, looking up, truncating, forgetting. */

import { beforeEach, describe, expect, test } from 'vitest';

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { batchesOf, isCrcValid } from '../records/batch.ts';
import { type BatchOptions, encodeBatch } from '../records/batch-builder.ts';
import { dataRecordsOf } from '../records/records.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import { PartitionLog, type PartitionLogOptions } from './partition-log.ts';
import { RecentlyUsed } from './recently-used.ts';

const START = 1_700_000_000_000;
let disk: MemoryDisk;
let clock: ManualClock;

beforeEach(() => {
  disk = new MemoryDisk();
  disk.makeDirectory('t-0');
  clock = new ManualClock(START);
});

function open(
  config: Partial<LogConfig> = {},
  options: Partial<PartitionLogOptions> = {},
): PartitionLog {
  return PartitionLog.open({
    home: { disk, openFiles: new RecentlyUsed(4), loadedIndexes: new RecentlyUsed(4) },
    clock,
    directory: 't-0',
    topic: 't',
    partition: 0,
    topicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
    config: { ...defaultLogConfig, ...config },
    ...options,
  });
}

function batchOf(
  values: readonly string[],
  options: BatchOptions & { timestamp?: number } = {},
): Buffer {
  const { timestamp = START, ...rest } = options;
  return encodeBatch(
    values.map((value, index) => ({
      key: Buffer.from('k'),
      value: Buffer.from(value),
      timestamp: timestamp + index,
    })),
    rest,
  );
}

function append(
  log: PartitionLog,
  values: readonly string[],
  options: Parameters<typeof batchOf>[1] = {},
): ReturnType<PartitionLog['appendAsLeader']> {
  return log.appendAsLeader(batchOf(values, options), {
    leaderEpoch: Math.max(0, log.latestEpoch),
  });
}

function valuesFrom(log: PartitionLog, offset: number, maxBytes = 1_000_000): string[] {
  const values: string[] = [];
  let next = offset;
  while (next < log.endOffset) {
    const bytes = log.read(next, { maxBytes });
    if (bytes.length === 0) break;
    for (const record of dataRecordsOf(bytes, next))
      values.push(`${record.offset}:${record.value?.toString()}`);
    next = [...batchesOf(bytes)].at(-1)!.lastOffset + 1;
  }
  return values;
}

function summary(log: PartitionLog): Record<string, number> {
  const { logStartOffset, highWatermark, endOffset, segmentCount } = log;
  return { logStartOffset, highWatermark, endOffset, segmentCount };
}

describe('appending as leader', () => {
  test('assigns offsets and the epoch in place, and keeps the checksum valid', () => {
    const log = open();
    append(log, ['a', 'b']);
    const bytes = batchOf(['c', 'd', 'e']);
    expect(log.appendAsLeader(bytes, { leaderEpoch: 3 })).toEqual({
      kind: 'appended',
      baseOffset: 2,
      lastOffset: 4,
      logAppendTime: -1,
      logStartOffset: 0,
    });
    const [batch] = batchesOf(bytes);
    expect(batch).toMatchObject({ baseOffset: 2, leaderEpoch: 3 });
    expect(isCrcValid(batch!)).toBe(true);
    expect(log.read(2, { maxBytes: 1000 })).toEqual(bytes);
    expect(log.size).toBe(disk.readFile('t-0/00000000000000000000.log').length);
  });

  test('takes one write and nothing else', () => {
    const log = open();
    append(log, ['a']);
    const before = disk.calls;
    append(log, ['b']);
    expect(disk.calls - before).toBe(1);
  });

  test('refuses what is no valid batch, and stays as it was', () => {
    const log = open({ cleanupPolicy: ['compact'] });
    expect(
      log.appendAsLeader(Buffer.from('rubbish, but not too short to be one'), { leaderEpoch: 0 }),
    ).toMatchObject({ kind: 'refused', error: 'INVALID_RECORD' });
    const keyless = encodeBatch([{ value: Buffer.from('x'), timestamp: START }]);
    expect(log.appendAsLeader(keyless, { leaderEpoch: 0 })).toMatchObject({
      kind: 'refused',
      error: 'INVALID_RECORD',
      recordErrors: [{ index: 0 }],
    });
    expect(summary(log)).toEqual({
      logStartOffset: 0,
      highWatermark: 0,
      endOffset: 0,
      segmentCount: 1,
    });
  });

  test('stamps the broker time where the topic asks for it', () => {
    const log = open({ messageTimestampType: 'LogAppendTime' });
    clock.advance(5000);
    expect(append(log, ['a', 'b'])).toMatchObject({ logAppendTime: START + 5000 });
    const times = [...dataRecordsOf(log.read(0, { maxBytes: 1000 }))].map(
      ({ timestamp }) => timestamp,
    );
    expect(times).toEqual([START + 5000, START + 5000]);
  });

  test('brings batches into the codec of the topic', () => {
    const log = open({ compressionType: 'gzip' });
    append(log, ['a', 'b'], { codec: 'lz4', producerId: 5, producerEpoch: 1, baseSequence: 0 });
    const [batch] = batchesOf(log.read(0, { maxBytes: 1000 }));
    expect(batch).toMatchObject({
      attributes: 1,
      producerId: 5,
      producerEpoch: 1,
      baseSequence: 0,
      count: 2,
    });
    expect(valuesFrom(log, 0)).toEqual(['0:a', '1:b']);
  });

  test('refuses a batch larger than a segment', () => {
    expect(append(open({ segmentBytes: 80 }), ['a'.repeat(50)])).toMatchObject({
      error: 'RECORD_LIST_TOO_LARGE',
    });
  });
});

describe('reading', () => {
  test('gives whole batches within the limit, and at least one', () => {
    const log = open();
    for (const value of ['a', 'b', 'c', 'd']) append(log, [value, value]);
    const size = batchOf(['a', 'a']).length;
    const offsets = (from: number, options: Parameters<PartitionLog['read']>[1]) =>
      [...batchesOf(log.read(from, options))].map(({ baseOffset }) => baseOffset);
    expect(offsets(0, { maxBytes: size * 2 })).toEqual([0, 2]);
    expect(offsets(0, { maxBytes: size * 3 - 1 })).toEqual([0, 2]);
    expect(offsets(3, { maxBytes: 1 })).toEqual([2]);
    expect(offsets(3, { maxBytes: 1, minOneBatch: false })).toEqual([]);
    expect(offsets(3, { maxBytes: 10_000, upTo: 6 })).toEqual([2, 4]);
    expect(offsets(3, { maxBytes: 10_000, upTo: 5 })).toEqual([2]);
    expect(offsets(8, { maxBytes: 10_000 })).toEqual([]);
  });

  test.each([1, 100, 4096, 100_000])(
    'finds every offset in many segments, %d bytes at a time, also after a restart',
    (maxBytes) => {
      const log = open({ segmentBytes: 3000, indexIntervalBytes: 200 });
      const expected: string[] = [];
      for (let index = 0; index < 200; index += 1) {
        append(log, [`${index}`, 'x'.repeat(index)]);
        expected.push(`${index * 2}:${index}`, `${index * 2 + 1}:${'x'.repeat(index)}`);
      }
      expect(log.segmentCount).toBeGreaterThan(5);
      const reads = [0, 1, 57, 133, 300, 398, 399];
      const check = (from: PartitionLog) => {
        for (const offset of reads)
          expect(valuesFrom(from, offset, maxBytes)).toEqual(expected.slice(offset));
      };
      check(log);
      log.close({ clean: true });
      check(open({ segmentBytes: 3000, indexIntervalBytes: 200 }, { isClean: true }));
      check(open({ segmentBytes: 3000, indexIntervalBytes: 200 }));
    },
  );

  test('at the end of the log takes one read of the bytes that are asked for', () => {
    const log = open();
    for (let index = 0; index < 100; index += 1) append(log, ['x'.repeat(100)]);
    const before = disk.calls;
    log.read(90, { maxBytes: 100_000 });
    expect(disk.calls - before).toBe(1);
  });
});

describe('rolling', () => {
  test('happens by size, by the age of the first record, and by a full index', () => {
    const bySize = open({ segmentBytes: 250 });
    for (const value of ['a', 'b', 'c', 'd', 'e']) append(bySize, [value.repeat(20)]);
    expect(bySize.segmentCount).toBe(3);
    expect(disk.list('t-0').filter((name) => name.endsWith('.log'))).toEqual(
      [0, 2, 4].map((offset) => `0000000000000000000${offset}.log`),
    );
    bySize.truncateFullyAndStartAt(0);

    const byAge = open({ segmentMs: 1000 });
    append(byAge, ['a']);
    append(byAge, ['b'], { timestamp: START + 1000 });
    expect(byAge.segmentCount).toBe(1);
    append(byAge, ['c'], { timestamp: START + 1001 });
    expect(byAge.segmentCount).toBe(2);
    byAge.truncateFullyAndStartAt(0);

    const byIndex = open({ indexIntervalBytes: 1, segmentIndexBytes: 36 });
    for (let index = 0; index < 12; index += 1)
      append(byIndex, ['a'], { timestamp: START + index });
    expect(byIndex.segmentCount).toBe(4);
  });

  test('by the clock where records have no timestamps', () => {
    const log = open({ segmentMs: 1000 });
    append(log, ['a'], { timestamp: -1 });
    clock.advance(1001);
    append(log, ['b'], { timestamp: -1 });
    expect(log.segmentCount).toBe(2);
  });
});

describe('timestamps', () => {
  test('are found record by record, compressed or not, before a given end', () => {
    const log = open({ segmentBytes: 400, indexIntervalBytes: 100 });
    for (let index = 0; index < 30; index += 1) {
      append(log, ['a', 'b', 'c'], {
        timestamp: START + index * 10,
        codec: index % 2 === 0 ? 'lz4' : 'none',
      });
    }
    const found = (timestamp: number, upTo?: number) =>
      log.offsetForTimestamp(timestamp, upTo)?.offset;
    expect([
      found(0),
      found(START),
      found(START + 1),
      found(START + 3),
      found(START + 121),
    ]).toEqual([0, 0, 1, 3, 37]);
    expect([
      found(START + 292),
      found(START + 293),
      found(START + 121, 37),
      found(START + 121, 38),
    ]).toEqual([89, undefined, undefined, 37]);
    expect(log.maxTimestampOffset()).toEqual({
      offset: 89,
      timestamp: START + 292,
      leaderEpoch: 0,
    });
  });

  test('that go back are found where they are', () => {
    const log = open({ indexIntervalBytes: 1 });
    for (const timestamp of [500, 100, 900, 300, 900, 50])
      append(log, ['a'], { timestamp: START + timestamp });
    const found = [0, 100, 500, 501, 900, 901].map(
      (each) => log.offsetForTimestamp(START + each)?.offset,
    );
    expect(found).toEqual([0, 0, 0, 2, 2, undefined]);
    expect(log.maxTimestampOffset()).toMatchObject({ offset: 2 });
  });

  test('before the log start do not count', () => {
    const log = open();
    append(log, ['a', 'b', 'c']);
    log.highWatermark = 3;
    log.deleteRecordsBefore(2);
    expect(log.offsetForTimestamp(START)).toMatchObject({ offset: 2 });
    expect(open().maxTimestampOffset()).toMatchObject({ offset: 2 });
  });
});

describe('leader epochs', () => {
  test('say where each term ended (KIP-101, KIP-320)', () => {
    const log = open();
    log.startEpoch(2);
    append(log, ['a', 'b']);
    log.startEpoch(5);
    log.startEpoch(6);
    append(log, ['c']);
    log.startEpoch(6);
    const ends = [-1, 0, 1, 2, 3, 5, 6, 7].map((epoch) => Object.values(log.epochEndOffset(epoch)));
    expect(ends).toEqual([
      [-1, -1],
      [0, 0],
      [1, 0],
      [2, 2],
      [2, 2],
      [2, 2],
      [6, 3],
      [-1, -1],
    ]);
    expect(disk.readFile('t-0/leader-epoch-checkpoint').toString()).toBe('0\n2\n2 0\n6 2\n');
    expect([log.epochAt(0), log.epochAt(2), log.latestEpoch]).toEqual([2, 6, 6]);
  });

  test('are forgotten with the records at either end', () => {
    const log = open();
    for (const epoch of [1, 2, 3, 4]) {
      log.startEpoch(epoch);
      append(log, ['a', 'b']);
    }
    log.truncateTo(6);
    log.highWatermark = 4;
    log.deleteRecordsBefore(3);
    expect(disk.readFile('t-0/leader-epoch-checkpoint').toString()).toBe('0\n2\n2 3\n3 4\n');
  });
});

describe('appending as follower', () => {
  function leaderBytes(): Buffer {
    const leader = open();
    leader.startEpoch(4);
    append(leader, ['a', 'b']);
    leader.startEpoch(7);
    append(leader, ['c']);
    append(leader, ['d', 'e']);
    const bytes = leader.read(0, { maxBytes: 10_000 });
    leader.truncateFullyAndStartAt(0);
    return bytes;
  }

  test('keeps offsets and epochs, and passes over what is there', () => {
    const bytes = leaderBytes();
    const log = open();
    expect(log.appendAsFollower(bytes)).toEqual({ firstOffset: 0, lastOffset: 4 });
    expect(log.appendAsFollower(bytes)).toEqual({ firstOffset: 5, lastOffset: 4 });
    expect(log.read(0, { maxBytes: 10_000 })).toEqual(bytes);
    expect(log.epochEndOffset(4)).toEqual({ epoch: 4, endOffset: 2 });
    expect([log.latestEpoch, log.endOffset]).toEqual([7, 5]);
  });

  test('divides what does not fit into one segment', () => {
    const bytes = leaderBytes();
    const log = open({ segmentBytes: 180 });
    log.appendAsFollower(bytes);
    expect([log.segmentCount, valuesFrom(log, 0)]).toEqual([
      2,
      ['0:a', '1:b', '2:c', '3:d', '4:e'],
    ]);
  });

  test('refuses wrong checksums and offsets that go back, and keeps what came before them', () => {
    const bytes = leaderBytes();
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 1]! ^= 1;
    const log = open();
    expect(() => log.appendAsFollower(damaged)).toThrow(
      expect.objectContaining({ code: 'LOG_FETCHED_CORRUPT' }),
    );
    expect(() => log.appendAsFollower(Buffer.concat([bytes, bytes]))).toThrow(
      expect.objectContaining({ code: 'LOG_FETCHED_OFFSETS' }),
    );
    expect(log.endOffset).toBe(0);
    log.appendAsFollower(bytes);
    expect(log.endOffset).toBe(5);
  });

  test('accepts the gaps that compaction leaves', () => {
    const log = open();
    log.appendAsFollower(batchOf(['a'], { baseOffset: 10 }));
    log.appendAsFollower(batchOf(['b'], { baseOffset: 20 }));
    expect(valuesFrom(log, 0)).toEqual(['10:a', '20:b']);
    expect(valuesFrom(log, 11)).toEqual(['20:b']);
  });
});

describe('truncating', () => {
  function filled(): PartitionLog {
    const log = open({ segmentBytes: 300, indexIntervalBytes: 100 });
    for (let index = 0; index < 20; index += 1)
      append(log, [`${index}`, `${index}+`], { timestamp: START + index });
    log.highWatermark = 40;
    return log;
  }

  test('removes the batch that holds the offset and all after it', () => {
    const log = filled();
    log.truncateTo(21);
    expect(summary(log)).toMatchObject({ highWatermark: 20, endOffset: 20 });
    append(log, ['new']);
    expect(valuesFrom(log, 18)).toEqual(['18:9', '19:9+', '20:new']);
    expect(log.size).toBe(
      disk
        .list('t-0')
        .filter((name) => name.endsWith('.log'))
        .reduce((total, name) => total + disk.readFile(`t-0/${name}`).length, 0),
    );
  });

  test('to the end or beyond changes nothing', () => {
    const log = filled();
    log.truncateTo(40);
    expect(log.endOffset).toBe(40);
  });

  test('to the end forgets an epoch that began there without a record', () => {
    const log = filled();
    const { latestEpoch } = log;
    log.startEpoch(latestEpoch + 1);
    log.truncateTo(40);
    expect(log.latestEpoch).toBe(latestEpoch);
  });

  test('below the first segment starts the log there', () => {
    const log = filled();
    log.deleteRecordsBefore(20);
    log.truncateTo(3);
    expect(summary(log)).toEqual({
      logStartOffset: 3,
      highWatermark: 3,
      endOffset: 3,
      segmentCount: 1,
    });
  });

  test('fully leaves an empty log at the given offset, also after a restart', () => {
    const log = filled();
    log.truncateFullyAndStartAt(1000);
    expect(summary(log)).toEqual({
      logStartOffset: 1000,
      highWatermark: 1000,
      endOffset: 1000,
      segmentCount: 1,
    });
    expect(summary(open())).toMatchObject({ logStartOffset: 1000, endOffset: 1000 });
    append(log, ['a']);
    expect(valuesFrom(log, 1000)).toEqual(['1000:a']);
  });
});

describe('forgetting', () => {
  test('by time and by size removes whole segments below the high watermark', () => {
    const log = open({ segmentBytes: 100, retentionMs: 1000 });
    for (let index = 0; index < 10; index += 1)
      append(log, ['x'.repeat(20)], { timestamp: START + index * 100 });
    expect(log.segmentCount).toBe(10);
    expect(log.applyRetention(START + 1250)).toBe(0);
    log.highWatermark = 2;
    expect(log.applyRetention(START + 1250)).toBe(2);
    log.highWatermark = 10;
    expect(log.applyRetention(START + 1250)).toBe(1);
    expect(summary(log)).toMatchObject({ logStartOffset: 3, segmentCount: 7 });
    log.config = { ...log.config, retentionMs: -1, retentionBytes: 300 };
    expect([log.applyRetention(START), log.size <= 300 + 100]).toEqual([3, true]);
  });

  test('of everything starts a new segment at the end', () => {
    const log = open({ retentionMs: 1000 });
    append(log, ['a', 'b']);
    log.highWatermark = 2;
    log.applyRetention(START + 5000);
    expect(summary(log)).toEqual({
      logStartOffset: 2,
      highWatermark: 2,
      endOffset: 2,
      segmentCount: 1,
    });
    expect(log.applyRetention(START + 5000)).toBe(0);
    expect(valuesFrom(open(), 0)).toEqual([]);
  });

  test('keeps everything where the policy is compaction alone, but for what was deleted by request', () => {
    const log = open({
      segmentBytes: 100,
      retentionMs: 0,
      retentionBytes: 0,
      cleanupPolicy: ['compact'],
    });
    for (let index = 0; index < 5; index += 1) append(log, ['x'.repeat(20)]);
    log.highWatermark = 5;
    expect(log.applyRetention(START + 10_000_000)).toBe(0);
    expect(log.deleteRecordsBefore(3)).toBe(true);
    expect(summary(log)).toMatchObject({ logStartOffset: 3, segmentCount: 2 });
  });

  test('by request stops at the high watermark', () => {
    const log = open();
    append(log, ['a', 'b', 'c']);
    log.highWatermark = 2;
    expect([log.deleteRecordsBefore(3), log.logStartOffset]).toEqual([false, 0]);
    expect([log.deleteRecordsBefore(2), log.logStartOffset]).toEqual([true, 2]);
    expect([log.deleteRecordsBefore(1), log.logStartOffset]).toEqual([true, 2]);
  });
});

describe('the high watermark', () => {
  test('never goes back but by truncation, and is found again within the log', () => {
    const log = open();
    append(log, ['a', 'b', 'c']);
    log.highWatermark = 2;
    log.highWatermark = 1;
    expect(log.highWatermark).toBe(2);
    expect(() => (log.highWatermark = 4)).toThrow(
      'The high watermark is not beyond the end of the log.',
    );
    expect([
      open({}, { highWatermark: 2 }).highWatermark,
      open({}, { highWatermark: 9 }).highWatermark,
    ]).toEqual([2, 3]);
  });
});

describe('flushing', () => {
  test('follows flush.messages and flush.ms', () => {
    const log = open({ flushMessages: 3 });
    append(log, ['a', 'b']);
    expect(log.recoveryPoint).toBe(0);
    append(log, ['c', 'd']);
    expect(log.recoveryPoint).toBe(4);
    log.config = { ...log.config, flushMessages: 1000, flushMs: 50 };
    append(log, ['e']);
    clock.advance(49);
    log.flushDue(60_000);
    expect(log.recoveryPoint).toBe(4);
    clock.advance(1);
    log.flushDue(60_000);
    expect(log.recoveryPoint).toBe(5);
  });

  test('of completed segments comes a while after they were completed', () => {
    const log = open({ segmentBytes: 100 });
    for (let index = 0; index < 3; index += 1) append(log, ['x'.repeat(20)]);
    log.flushDue(1000);
    expect(log.recoveryPoint).toBe(0);
    clock.advance(1000);
    log.flushDue(1000);
    expect(log.recoveryPoint).toBe(2);
  });

  test('goes on after a restart with the segments completed since', () => {
    const config = { segmentBytes: 100 };
    const first = open(config);
    for (let index = 0; index < 3; index += 1) append(first, ['x'.repeat(20)]);
    first.close({ clean: true });
    const log = open(config, { isClean: true, recoveryPoint: first.recoveryPoint });
    for (let index = 0; index < 3; index += 1) append(log, ['x'.repeat(20)]);
    clock.advance(1000);
    log.flushDue(1000);
    expect(log.recoveryPoint).toBe(5);
  });
});

describe('closing', () => {
  test('leaves no file open, and a log that opens without checking', () => {
    const log = open({ segmentBytes: 300, indexIntervalBytes: 100 });
    for (let index = 0; index < 20; index += 1) append(log, [`${index}`]);
    log.close({ clean: true });
    expect([disk.openFiles, log.recoveryPoint]).toEqual([0, 20]);
    const again = open({}, { isClean: true, highWatermark: 7 });
    expect(summary(again)).toMatchObject({ logStartOffset: 0, highWatermark: 7, endOffset: 20 });
  });
});
