/** Every call to the disk fails in turn, and the power goes at every call: what was promised is there afterwards. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { EngineError } from '../base/errors.ts';
import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { dataRecordsOf } from '../records/records.ts';
import { defaultLogConfig } from './log-config.ts';
import { LogDirectory } from './log-directory.ts';
import type { PartitionLog } from './partition-log.ts';

const CONFIG = { ...defaultLogConfig, segmentBytes: 400, indexIntervalBytes: 100 };
const NO_DISK_FAILURE = 0;

function open(disk: MemoryDisk): LogDirectory {
  return LogDirectory.open({
    disk,
    clock: new ManualClock(1_700_000_000_000),
    random: new SeededRandom(1),
    path: 'data',
    clusterId: 'c',
    nodeId: 1,
    defaults: CONFIG,
    openFilesMax: 3,
    lockOwner: { processId: 1, isAlive: () => false },
  });
}

/** What callers were told, in a form to be compared with what a log holds. */
class Promises {
  /** Values of acknowledged records by offset. */
  readonly acknowledged: string[] = [];
  /** Values that were tried; the log may hold one that was not acknowledged, but nothing else. */
  readonly tried: string[] = [];
  /** The end of the log when it was last flushed. */
  flushed = 0;
}

/** A life with everything in it that writes: appends that roll, idempotent and transactional ones, flushes, checkpoints, restarts. */
function live(disk: MemoryDisk, promises: Promises, isTolerant: boolean): void {
  let directory: LogDirectory | undefined;
  let sequence = 0;
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof EngineError) || !isTolerant) throw error;
    }
  };
  const logOf = (): PartitionLog => {
    directory ??= open(disk);
    return (
      directory.get('t', 0) ??
      directory.create({ topic: 't', partition: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAAQ' })
    );
  };
  const append = () => {
    const log = logOf();
    const offset = log.endOffset;
    const value = `value ${offset}`;
    promises.tried[offset] = value;
    const bytes = encodeBatch(
      [{ value: Buffer.from(value.padEnd(40)), timestamp: 1_700_000_000_000 + offset }],
      { producerId: 9, producerEpoch: 0, baseSequence: sequence },
    );
    const result = log.appendAsLeader(bytes, { leaderEpoch: offset >> 3 });
    expect(result).toMatchObject({ kind: 'appended', baseOffset: offset });
    promises.acknowledged[offset] = value;
    sequence += 1;
  };
  const flush = () => {
    logOf().flush();
    promises.flushed = logOf().endOffset;
  };
  const restart = () => {
    logOf().highWatermark = logOf().endOffset;
    directory!.close({ clean: true });
    promises.flushed = promises.acknowledged.length;
    directory = undefined;
  };
  const steps = [
    append,
    append,
    append,
    append,
    append,
    append,
    flush,
    append,
    append,
    () => directory?.checkpoint(),
    append,
    restart,
    append,
    append,
    append,
  ];
  for (const step of steps) attempt(step);
  attempt(() => directory?.close({ clean: true }));
}

function valuesOf(disk: MemoryDisk): { log: PartitionLog | undefined; values: string[] } {
  const log = open(disk).get('t', 0);
  if (log === undefined) return { log, values: [] };
  const values: string[] = [];
  for (let next = 0; next < log.endOffset; next = values.length) {
    const bytes = log.read(next, { maxBytes: 1000 });
    for (const record of dataRecordsOf(bytes, next))
      values[record.offset] = record.value!.toString().trim();
    expect(values.length).toBeGreaterThan(next);
  }
  return { log, values };
}

/** The log goes on: the next record gets the next offset, and is there after another start. */
function expectUsable(disk: MemoryDisk): void {
  const directory = open(disk);
  const log =
    directory.get('t', 0) ??
    directory.create({ topic: 't', partition: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAAQ' });
  const offset = log.endOffset;
  log.appendAsLeader(encodeBatch([{ value: Buffer.from('after'), timestamp: 1_700_000_000_000 }]), {
    leaderEpoch: 99,
  });
  directory.close({ clean: true });
  expect(valuesOf(disk).values.slice(offset)).toEqual(['after']);
}

/** How many calls a life takes when nothing fails. */
const CALLS = (() => {
  const disk = new MemoryDisk();
  live(disk, new Promises(), false);
  return disk.calls;
})();

test('A life takes enough calls to be worth failing them.', () => {
  expect(CALLS).toBeGreaterThan(100);
});

describe('The process dies at any call', () => {
  test('and everything acknowledged is there.', () => {
    for (let call = 1; call <= CALLS; call += 1) {
      const disk = new MemoryDisk();
      disk.failingCall = call;
      disk.staysBroken = true;
      const promises = new Promises();
      expect(() => live(disk, promises, false)).toThrow();
      const after = disk.crashed({ kind: 'process' });
      const { values } = valuesOf(after.crashed({ kind: 'process' }));
      expect(values.slice(0, promises.acknowledged.length)).toEqual(promises.acknowledged);
      expect(promises.tried.slice(0, values.length)).toEqual(values);
      expectUsable(after);
    }
  });
});

describe('The power goes at any call', () => {
  test('and everything flushed is there, with nothing that was never written.', () => {
    const random = new SeededRandom(42);
    for (let call = 1; call <= CALLS; call += 1) {
      const disk = new MemoryDisk();
      disk.failingCall = call;
      disk.staysBroken = true;
      const promises = new Promises();
      expect(() => live(disk, promises, false)).toThrow();
      const after = disk.crashed({
        kind: 'power',
        keepBytes: (unsynced) => Math.floor(random.next() * (unsynced + 1)),
      });
      const { values } = valuesOf(after.crashed({ kind: 'process' }));
      expect(values.length).toBeGreaterThanOrEqual(promises.flushed);
      expect(promises.tried.slice(0, values.length)).toEqual(values);
      expectUsable(after);
    }
  });
});

describe('The disk fails once, at any call', () => {
  test('and the log goes on or says that it is offline; nothing acknowledged is lost.', () => {
    for (let call = 1; call <= CALLS; call += 1) {
      const disk = new MemoryDisk();
      disk.failingCall = call;
      const promises = new Promises();
      live(disk, promises, true);
      disk.failingCall = NO_DISK_FAILURE;
      const { values } = valuesOf(disk.crashed({ kind: 'process' }));
      expect(values.slice(0, promises.acknowledged.length)).toEqual(promises.acknowledged);
      expect(promises.tried.slice(0, values.length)).toEqual(values);
      expectUsable(disk);
    }
  });
});

test('A full disk refuses appends, and takes them again when there is room.', () => {
  const disk = new MemoryDisk();
  const directory = open(disk);
  const log = directory.create({ topic: 't', partition: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAAQ' });
  const append = () =>
    log.appendAsLeader(encodeBatch([{ value: Buffer.from('x'), timestamp: 1 }]), {
      leaderEpoch: 0,
    });
  append();
  disk.capacity = 250;
  let taken = 1;
  expect(() => {
    for (;;) {
      append();
      taken += 1;
    }
  }).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
  disk.capacity = Infinity;
  append();
  expect([log.isFailed, log.endOffset]).toEqual([false, taken + 1]);
  expect(log.size).toBe(disk.readFile('data/t-0/00000000000000000000.log').length);
});

describe('A torn tail', () => {
  function logWith(count: number): { disk: MemoryDisk; batchSize: number } {
    const disk = new MemoryDisk();
    const directory = open(disk);
    const log = directory.create({
      topic: 't',
      partition: 0,
      topicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
      config: { ...CONFIG, segmentBytes: 100_000 },
    });
    for (let offset = 0; offset < count; offset += 1) {
      log.appendAsLeader(
        encodeBatch([{ value: Buffer.from(`value ${offset}`), timestamp: offset }]),
        { leaderEpoch: 0 },
      );
    }
    return { disk, batchSize: log.size / count };
  }

  const PATH = 'data/t-0/00000000000000000000.log';

  test('is cut off behind the last whole batch, wherever it is torn', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.uint8Array({ maxLength: 200 }),
        (share, rubbish) => {
          const { disk, batchSize } = logWith(10);
          const kept = Math.floor(share * 10 * batchSize);
          const original = disk.readFile(PATH);
          const torn = Buffer.concat([original.subarray(0, kept), rubbish]);
          disk.writeFileAtomic(PATH, torn);
          const whole = Math.floor(commonSize(original, torn) / batchSize);
          const { values, log } = valuesOf(disk);
          expect(values).toEqual(Array.from({ length: whole }, (_, offset) => `value ${offset}`));
          expect([log!.size, disk.readFile(PATH).length]).toEqual([
            whole * batchSize,
            whole * batchSize,
          ]);
        },
      ),
      { numRuns: 50 },
    );
  });

  /** The rubbish may happen to be what had been there. */
  function commonSize(one: Buffer, other: Buffer): number {
    const at = one.findIndex((byte, index) => byte !== other[index]);
    return at === -1 ? one.length : at;
  }

  test('of any single byte changed loses nothing before it', () => {
    const { disk, batchSize } = logWith(10);
    const original = disk.readFile(PATH);
    for (let at = 0; at < original.length; at += 1) {
      const damaged = Buffer.from(original);
      damaged[at] = damaged[at]! ^ 0x55;
      disk.writeFileAtomic(PATH, damaged);
      const { values } = valuesOf(disk);
      const before = Math.floor(at / batchSize);
      const inBatch = at % batchSize;
      // The leader epoch is outside the checksum, and so is a base offset that is larger than it was.
      const mayStay = inBatch < 16;
      if (!mayStay) expect(values.length).toBe(before);
      expect(values.slice(0, before)).toEqual(
        Array.from({ length: before }, (_, offset) => `value ${offset}`),
      );
    }
  });
});

test('A crash while the log is cut back or emptied leaves what was before, or less, but no hole.', () => {
  for (const action of ['truncate', 'restart', 'delete'] as const) {
    for (let call = 1; ; call += 1) {
      const disk = new MemoryDisk();
      const promises = new Promises();
      live(disk, promises, false);
      const directory = open(disk);
      const log = directory.get('t', 0)!;
      log.highWatermark = log.endOffset;
      disk.failingCall = disk.calls + call;
      disk.staysBroken = true;
      const run = {
        truncate: () => log.truncateTo(3),
        restart: () => log.truncateFullyAndStartAt(3),
        delete: () => log.deleteRecordsBefore(7),
      };
      let failed = false;
      try {
        run[action]();
      } catch {
        failed = true;
      }
      const again = open(disk.crashed({ kind: 'process' })).get('t', 0)!;
      const offsets = Array.from(
        dataRecordsOf(Buffer.concat(readPieces(again))),
        ({ offset }) => offset,
      );
      expect(offsets).toEqual(offsets.map((_, index) => offsets[0]! + index));
      if (action === 'truncate') expect(offsets.slice(0, 3)).toEqual([0, 1, 2]);
      if (action === 'delete') expect(offsets.at(-1)).toBe(promises.acknowledged.length - 1);
      if (!failed) break;
    }
  }
});

function readPieces(log: PartitionLog): Buffer[] {
  const pieces: Buffer[] = [];
  for (let next = log.logStartOffset; next < log.endOffset;) {
    const bytes = log.read(next, { maxBytes: 1 });
    if (bytes.length === 0) break;
    pieces.push(bytes);
    next = Array.from(dataRecordsOf(bytes)).at(-1)!.offset + 1;
  }
  return pieces;
}
