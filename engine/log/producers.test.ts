/** Idempotent and transactional producers at one log: repeats, gaps, epochs, markers, and what committed readers see. */

import { beforeEach, describe, expect, test } from 'vitest';

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { type BatchOptions, encodeBatch } from '../records/batch-builder.ts';
import { encodeTransactionMarker } from '../records/control-record.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import { PartitionLog, type PartitionLogOptions } from './partition-log.ts';
import { encodeProducerSnapshot, decodeProducerSnapshot } from './producer-snapshot.ts';
import { RecentlyUsed } from './recently-used.ts';

const START = 1_700_000_000_000;
let disk: MemoryDisk;
let clock: ManualClock;
let log: PartitionLog;

function open(
  config: Partial<LogConfig> = {},
  found: Partial<PartitionLogOptions> = {},
): PartitionLog {
  return PartitionLog.open({
    home: { disk, openFiles: new RecentlyUsed(4), loadedIndexes: new RecentlyUsed(4) },
    clock,
    directory: 't-0',
    topic: 't',
    partition: 0,
    topicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
    config: { ...defaultLogConfig, ...config },
    ...found,
  });
}

beforeEach(() => {
  disk = new MemoryDisk();
  disk.makeDirectory('t-0');
  clock = new ManualClock(START);
  log = open();
});

/** `count` records of producer 1 from `sequence` on; what the leader said in short. */
function send(sequence: number, count = 1, options: BatchOptions = {}): string {
  const records = Array.from({ length: count }, () => ({
    value: Buffer.from('v'),
    timestamp: clock.now(),
  }));
  const bytes = encodeBatch(records, {
    producerId: 1,
    producerEpoch: 0,
    baseSequence: sequence,
    ...options,
  });
  const result = log.appendAsLeader(bytes, { leaderEpoch: 0 });
  return result.kind === 'refused'
    ? result.error
    : `${result.kind} ${result.baseOffset}-${result.lastOffset}`;
}

function begin(producerId: number, sequence = 0, producerEpoch = 0): string {
  return send(sequence, 1, { producerId, producerEpoch, isTransactional: true });
}

function end(
  producerId: number,
  outcome: 'commit' | 'abort',
  { producerEpoch = 0, coordinatorEpoch = 0 } = {},
): string {
  const marker = encodeTransactionMarker(
    { outcome, coordinatorEpoch },
    { producerId, producerEpoch, timestamp: clock.now() },
  );
  const result = log.appendAsLeader(marker, { leaderEpoch: 0, origin: 'coordinator' });
  return result.kind === 'refused' ? result.error : result.kind;
}

function reopen(isClean: boolean): void {
  const { highWatermark } = log;
  log.close({ clean: isClean });
  log = open({}, { isClean, highWatermark });
}

describe('sequences', () => {
  test('follow each other; the last five batches may be repeated', () => {
    expect([0, 2, 4, 6, 8, 10].map((sequence) => send(sequence, 2))).toEqual(
      [0, 2, 4, 6, 8, 10].map((offset) => `appended ${offset}-${offset + 1}`),
    );
    expect([10, 8, 6, 4, 2].map((sequence) => send(sequence, 2))).toEqual(
      [10, 8, 6, 4, 2].map((offset) => `duplicate ${offset}-${offset + 1}`),
    );
    expect(send(0, 2)).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    expect([send(13), send(11), send(10, 1)]).toEqual(
      Array(3).fill('OUT_OF_ORDER_SEQUENCE_NUMBER'),
    );
    expect(log.endOffset).toBe(12);
  });

  test('go round from the greatest to 0', () => {
    const greatest = 2 ** 31 - 1;
    expect([send(greatest - 1, 2), send(0), send(1)]).toEqual([
      'appended 0-1',
      'appended 2-2',
      'appended 3-3',
    ]);
    expect([send(greatest - 1, 2), send(0)]).toEqual(['duplicate 0-1', 'duplicate 2-2']);
    expect([send(greatest - 1, 3, { producerId: 2 }), send(1, 1, { producerId: 2 })]).toEqual([
      'appended 4-6',
      'appended 7-7',
    ]);
  });

  test('of a producer that is not known may begin anywhere; a new epoch begins at 0', () => {
    expect(send(77)).toBe('appended 0-0');
    expect(send(78, 1, { producerEpoch: 1 })).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    expect(send(0, 1, { producerEpoch: 1 })).toBe('appended 1-1');
    expect([send(78), send(77)]).toEqual(['INVALID_PRODUCER_EPOCH', 'INVALID_PRODUCER_EPOCH']);
  });

  test.each([true, false])('are remembered over a restart (clean: %s)', (isClean) => {
    send(0, 3);
    send(3, 2);
    reopen(isClean);
    expect([send(3, 2), send(6), send(5)]).toEqual([
      'duplicate 3-4',
      'OUT_OF_ORDER_SEQUENCE_NUMBER',
      'appended 5-5',
    ]);
  });

  test('are forgotten with the batches that are truncated', () => {
    send(0, 3);
    send(3, 2);
    log.truncateTo(3);
    expect(send(3, 1)).toBe('appended 3-3');
  });

  test('are known to a follower that becomes the leader', () => {
    send(0, 3);
    send(3, 2);
    const bytes = log.read(0, { maxBytes: 10_000 });
    log.truncateFullyAndStartAt(0);
    expect(log.activeProducers()).toEqual([]);
    log.appendAsFollower(bytes);
    expect([send(3, 2), send(5)]).toEqual(['duplicate 3-4', 'appended 5-5']);
  });

  test('are forgotten when the producer was idle for long enough', () => {
    send(0);
    clock.advance(defaultLogConfig.producerIdExpirationMs - 1);
    log.applyRetention(clock.now());
    expect(log.activeProducers()).toHaveLength(1);
    clock.advance(1);
    log.applyRetention(clock.now());
    expect(log.activeProducers()).toEqual([]);
  });

  test('a repeat is answered with the time that was stamped', () => {
    log.config = { ...log.config, messageTimestampType: 'LogAppendTime' };
    send(0);
    clock.advance(10);
    const bytes = encodeBatch([{ value: null, timestamp: 1 }], {
      producerId: 1,
      producerEpoch: 0,
      baseSequence: 0,
    });
    expect(log.appendAsLeader(bytes, { leaderEpoch: 0 })).toEqual({
      kind: 'duplicate',
      baseOffset: 0,
      lastOffset: 0,
      logAppendTime: START,
      logStartOffset: 0,
    });
  });
});

describe('transactions', () => {
  test('hold the last stable offset back until they are decided and replicated', () => {
    begin(1);
    begin(2);
    send(0, 1, { producerId: 3 });
    log.highWatermark = 3;
    expect(log.lastStableOffset).toBe(0);
    end(1, 'commit');
    expect(log.lastStableOffset).toBe(0);
    log.highWatermark = 4;
    expect(log.lastStableOffset).toBe(1);
    end(2, 'abort');
    log.highWatermark = 5;
    expect(log.lastStableOffset).toBe(5);
  });

  test('that were aborted are listed for the readers who would see them', () => {
    log = open({ segmentBytes: 200 });
    begin(1); // 0
    begin(2); // 1
    end(1, 'abort'); // 2
    end(2, 'commit'); // 3
    begin(2, 1); // 4
    end(2, 'abort'); // 5
    begin(1, 1); // 6
    log.highWatermark = 7;
    expect(log.segmentCount).toBeGreaterThan(2);
    const first = { producerId: 1, firstOffset: 0, lastOffset: 2, lastStableOffset: 1 };
    const second = { producerId: 2, firstOffset: 4, lastOffset: 5, lastStableOffset: 6 };
    const ranges = [
      [0, 7],
      [0, 1],
      [1, 3],
      [3, 7],
      [0, 4],
      [6, 7],
    ] as const;
    const expected = [[first, second], [first], [first], [second], [first], []];
    for (const check of [0, 1, 2]) {
      expect(ranges.map(([from, to]) => log.abortedTransactions(from, to))).toEqual(expected);
      expect(log.lastStableOffset).toBe(6);
      if (check < 2) reopen(check === 0);
    }
  });

  test('of a producer whose epoch the coordinator has raised are closed to the old one', () => {
    begin(1);
    expect(end(1, 'abort', { producerEpoch: 1 })).toBe('appended');
    expect([begin(1, 1), begin(1, 0, 1)]).toEqual(['INVALID_PRODUCER_EPOCH', 'appended 2-2']);
    expect(end(1, 'abort')).toBe('INVALID_PRODUCER_EPOCH');
  });

  test('of a producer that was fenced take no more from a coordinator that writes for it', () => {
    const write = (producerEpoch: number) => {
      const records = [{ key: Buffer.from('k'), value: null, timestamp: START }];
      const batch = encodeBatch(records, { producerId: 1, producerEpoch, isTransactional: true });
      const result = log.appendAsLeader(batch, { leaderEpoch: 0, origin: 'coordinator' });
      return result.kind === 'refused' ? result.error : result.kind;
    };
    expect([write(0), write(0)]).toEqual(['appended', 'appended']);
    expect(log.producer(1)).toMatchObject({ producerEpoch: 0, currentTxnFirstOffset: 0 });
    end(1, 'abort', { producerEpoch: 1 });
    expect([write(0), write(1)]).toEqual(['INVALID_PRODUCER_EPOCH', 'appended']);
    expect(log.producer(2)).toBeUndefined();
  });

  test('are not ended by a coordinator that was replaced', () => {
    begin(1);
    end(1, 'commit', { coordinatorEpoch: 5 });
    begin(1, 1);
    expect(end(1, 'commit', { coordinatorEpoch: 4 })).toBe('TRANSACTION_COORDINATOR_FENCED');
    expect(end(1, 'commit', { coordinatorEpoch: 5 })).toBe('appended');
  });

  test('allow no writes outside them while they are open', () => {
    begin(1);
    expect(send(1)).toBe('INVALID_TXN_STATE');
    end(1, 'commit');
    expect(send(1)).toBe('appended 2-2');
  });

  test('that are truncated are open again, or were never there', () => {
    begin(1);
    end(1, 'abort');
    log.highWatermark = 1;
    log.truncateTo(1);
    expect([log.lastStableOffset, log.abortedTransactions(0, 10)]).toEqual([0, []]);
    log.truncateTo(0);
    log.appendAsFollower(encodeBatch([{ value: null, timestamp: START }]));
    log.highWatermark = 1;
    expect(log.lastStableOffset).toBe(1);
  });

  test('keep their producer from being forgotten', () => {
    begin(1);
    clock.advance(defaultLogConfig.producerIdExpirationMs * 2);
    log.applyRetention(clock.now());
    expect(log.activeProducers()).toMatchObject([{ producerId: 1, currentTxnFirstOffset: 0 }]);
  });

  test('with a marker and no records end nothing', () => {
    expect(end(4, 'abort')).toBe('appended');
    log.highWatermark = 1;
    expect([log.lastStableOffset, log.abortedTransactions(0, 1)]).toEqual([1, []]);
  });
});

describe('snapshots', () => {
  const entry = {
    producerId: 2 ** 40,
    producerEpoch: 3,
    coordinatorEpoch: 4,
    lastTimestamp: START,
    currentTxnFirstOffset: 9,
  };
  const batch = { lastSequence: 7, lastOffset: 20, offsetDelta: 2, timestamp: START };

  test('give back what they were made of, but for all batches but the last', () => {
    const entries = [
      { ...entry, batches: [{ ...batch, lastSequence: 4 }, batch] },
      { ...entry, producerId: 1, batches: [] },
    ];
    expect(decodeProducerSnapshot(encodeProducerSnapshot(entries))).toEqual([
      { ...entries[0], batches: [batch] },
      entries[1],
    ]);
  });

  test('that are damaged anywhere are not believed', () => {
    const bytes = encodeProducerSnapshot([{ ...entry, batches: [batch] }]);
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ 1;
      expect(decodeProducerSnapshot(damaged)).toBeUndefined();
    }
    expect(decodeProducerSnapshot(bytes.subarray(0, 5))).toBeUndefined();
  });

  test('that are damaged are replaced by reading the log', () => {
    send(0, 3);
    send(3, 2);
    log.close({ clean: true });
    const name = disk.list('t-0').find((each) => each.endsWith('.snapshot'))!;
    disk.writeFileAtomic(`t-0/${name}`, 'rubbish');
    log = open({}, { isClean: true });
    expect([send(3, 2), send(0, 3), send(5)]).toEqual([
      'duplicate 3-4',
      'duplicate 0-2',
      'appended 5-5',
    ]);
  });
});
