/** Whatever is done to a log, it is what a simple array would be after the same. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { batchesOf } from '../records/batch.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import type { CodecName } from '../records/codecs/define-codec.ts';
import { recordsOf } from '../records/records.ts';
import { defaultLogConfig } from './log-config.ts';
import { PartitionLog } from './partition-log.ts';
import { RecentlyUsed } from './recently-used.ts';

const CONFIG = {
  ...defaultLogConfig,
  segmentBytes: 500,
  indexIntervalBytes: 150,
  segmentMs: 50_000,
  messageTimestampAfterMaxMs: 1e12,
};

interface ModelRecord {
  offset: number;
  timestamp: number;
  value: string;
  epoch: number;
}

/** The log as an array of batches, each an array of records. */
class Model {
  batches: ModelRecord[][] = [];
  epoch = 0;
  start = 0;
  end = 0;
  highWatermark = 0;
  private count = 0;

  append(timestamps: readonly number[]): ModelRecord[] {
    const batch = timestamps.map((timestamp, index) => {
      this.count += 1;
      return {
        offset: this.end + index,
        timestamp,
        value: `value ${this.count}`,
        epoch: this.epoch,
      };
    });
    this.batches.push(batch);
    this.end += batch.length;
    return batch;
  }

  truncate(offset: number): void {
    if (offset >= this.end) return;
    const removed = this.batches.find((batch) => batch.at(-1)!.offset >= offset);
    this.end = Math.min(offset, removed?.[0]!.offset ?? offset);
    this.batches = this.batches.filter((batch) => batch.at(-1)!.offset < offset);
    this.start = Math.min(this.start, this.end);
    this.highWatermark = Math.min(this.highWatermark, this.end);
  }

  restartAt(offset: number): void {
    this.batches = [];
    [this.start, this.end, this.highWatermark] = [offset, offset, offset];
  }

  get records(): ModelRecord[] {
    return this.batches.flat().filter(({ offset }) => offset >= this.start);
  }
}

class Real {
  disk = new MemoryDisk();
  readonly clock = new ManualClock(1_700_000_000_000);
  log: PartitionLog;

  constructor() {
    this.disk.makeDirectory('t-0');
    this.log = this.open({});
  }

  open(found: {
    isClean?: boolean;
    logStartOffset?: number;
    highWatermark?: number;
  }): PartitionLog {
    const home = {
      disk: this.disk,
      openFiles: new RecentlyUsed(2),
      loadedIndexes: new RecentlyUsed(2),
    };
    return PartitionLog.open({
      home,
      clock: this.clock,
      directory: 't-0',
      topic: 't',
      partition: 0,
      topicId: 'x',
      config: CONFIG,
      ...found,
    });
  }
}

function readAll(log: PartitionLog, fromOffset: number, maxBytes: number): ModelRecord[] {
  const records: ModelRecord[] = [];
  for (let next = fromOffset; next < log.endOffset;) {
    const bytes = log.read(next, { maxBytes });
    if (bytes.length === 0) break;
    for (const batch of batchesOf(bytes)) {
      for (const { offset, timestamp, value } of recordsOf(batch)) {
        if (offset >= fromOffset)
          records.push({ offset, timestamp, value: value!.toString(), epoch: batch.leaderEpoch });
      }
      next = batch.lastOffset + 1;
    }
  }
  return records;
}

function check(model: Model, { log }: Real): void {
  const { logStartOffset, endOffset, highWatermark } = log;
  expect({ logStartOffset, endOffset, highWatermark }).toEqual({
    logStartOffset: model.start,
    endOffset: model.end,
    highWatermark: model.highWatermark,
  });
  expect(readAll(log, log.logStartOffset, 200)).toEqual(model.records);
}

type Command = fc.Command<Model, Real>;

function command(name: string, run: (model: Model, real: Real) => void): Command {
  return {
    check: () => true,
    run: (model, real) => {
      run(model, real);
      check(model, real);
    },
    toString: () => name,
  };
}

function append(timestamps: readonly number[], codec: CodecName, asFollower: boolean): Command {
  return command(
    `append(${timestamps.join()}, ${codec}, ${asFollower ? 'follower' : 'leader'})`,
    (model, { log }) => {
      const records = model.append(timestamps);
      const inputs = records.map(({ timestamp, value }) => ({
        timestamp,
        value: Buffer.from(value),
      }));
      if (asFollower)
        log.appendAsFollower(
          encodeBatch(inputs, { codec, baseOffset: records[0]!.offset, leaderEpoch: model.epoch }),
        );
      else
        expect(
          log.appendAsLeader(encodeBatch(inputs, { codec }), { leaderEpoch: model.epoch }),
        ).toMatchObject({ kind: 'appended', baseOffset: records[0]!.offset });
    },
  );
}

/** Offsets are given as a share of what there is. */
function within(share: number, from: number, to: number): number {
  return from + Math.floor(share * (to - from + 1));
}

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const timestamps = fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }), {
  minLength: 1,
  maxLength: 4,
});
function anyCommand(): fc.Arbitrary<Command>[] {
  return [
    fc
      .tuple(timestamps, fc.constantFrom<CodecName>('none', 'lz4'), fc.boolean())
      .map((given) => append(...given)),
    fc
      .tuple(timestamps, fc.constantFrom<CodecName>('none', 'snappy'), fc.boolean())
      .map((given) => append(...given)),
    share.map((at) =>
      command(`truncateTo ${at}`, (model, { log }) => {
        const offset = within(at, model.start, model.end);
        model.truncate(offset);
        log.truncateTo(offset);
      }),
    ),
    share.map((at) =>
      command(`high watermark ${at}`, (model, { log }) => {
        model.highWatermark = within(at, model.highWatermark, model.end);
        log.highWatermark = model.highWatermark;
      }),
    ),
    share.map((at) =>
      command(`deleteRecordsBefore ${at}`, (model, { log }) => {
        model.start = within(at, model.start, model.highWatermark);
        expect(log.deleteRecordsBefore(model.start)).toBe(true);
      }),
    ),
    fc.constant(
      command('new epoch', (model, { log }) => {
        model.epoch += 1;
        log.startEpoch(model.epoch);
      }),
    ),
    fc.nat({ max: 1500 }).map((retentionBytes) =>
      command(`retain ${retentionBytes}`, (model, { log, clock }) => {
        log.config = { ...CONFIG, retentionBytes };
        log.applyRetention(clock.now());
        // What may go is a matter of segments; that no more goes than may is what the model knows.
        expect(log.logStartOffset).toBeLessThanOrEqual(Math.max(model.highWatermark, model.start));
        model.start = log.logStartOffset;
      }),
    ),
    fc.nat({ max: 3 }).map((gap) =>
      command(`restart at +${gap}`, (model, { log }) => {
        model.restartAt(model.end + gap);
        log.truncateFullyAndStartAt(model.end);
      }),
    ),
    fc.constant(command('flush', (_, { log }) => log.flush())),
    fc.boolean().map((isClean) =>
      command(isClean ? 'reopen' : 'crash and reopen', (model, real) => {
        real.log.close({ clean: isClean });
        expect(real.disk.openFiles).toBe(0);
        real.log = real.open({
          isClean,
          logStartOffset: model.start,
          highWatermark: model.highWatermark,
        });
        expect(real.log.cutBytes).toBe(0);
      }),
    ),
    share.map((at) =>
      command(`read ${at}`, (model, { log }) => {
        const offset = within(at, model.start, model.end);
        expect(readAll(log, offset, 1)).toEqual(
          model.records.filter((record) => record.offset >= offset),
        );
      }),
    ),
    fc.integer({ min: 1_699_999_999_999, max: 1_700_000_100_001 }).map((timestamp) =>
      command(`look up ${timestamp}`, (model, { log }) => {
        const found = model.records.find((record) => record.timestamp >= timestamp);
        expect(log.offsetForTimestamp(timestamp)).toEqual(
          found && { offset: found.offset, timestamp: found.timestamp, leaderEpoch: found.epoch },
        );
      }),
    ),
    fc.constant(
      command('look at epochs', (model, { log }) => {
        expect(model.records.map(({ offset }) => log.epochAt(offset))).toEqual(
          model.records.map(({ epoch }) => epoch),
        );
      }),
    ),
  ];
}

test('A log is what an array of its batches is.', () => {
  fc.assert(
    fc.property(fc.commands(anyCommand(), { maxCommands: 60, size: '+1' }), (given) => {
      fc.modelRun(() => ({ model: new Model(), real: new Real() }), given);
    }),
    { numRuns: 150 },
  );
});
