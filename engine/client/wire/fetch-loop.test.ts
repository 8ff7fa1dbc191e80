/** Reading partitions: positions, pauses, seeks, moved leaders, lost offsets, and what the broker gets to see. */

import { beforeEach, describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { fetch, listOffsets } from '../../protocol/messages/index.ts';
import type { FetchRequest } from '../../protocol/messages/01-fetch.ts';
import { encodeBatch } from '../../records/batch-builder.ts';
import type { ConsumedBatch, ReaderOptions } from '../cluster-client.ts';
import { WireReader } from './reader.ts';
import { ScriptedCluster, type Silence } from './scripted-cluster.ts';

let cluster: ScriptedCluster;
/** Batches of each partition of `t`, by base offset. */
let logs: { baseOffset: number; count: number; bytes: Buffer }[][];
/** What each fetch is answered with instead, in turn. */
let outcomes: (number | Silence | undefined)[];
/** Offsets asked for, as `partition@offset`, in order. */
let asked: string[];

function batch(baseOffset: number, count: number, isControl = false) {
  const records = Array.from({ length: count }, (_, index) => ({
    value: Buffer.from(String(baseOffset + index)),
    timestamp: 1000,
  }));
  return { baseOffset, count, bytes: encodeBatch(records, { baseOffset, isControl }) };
}

beforeEach(async () => {
  cluster = await new ScriptedCluster([1, 2]).start();
  cluster.leaders.set('t', [1, 2]);
  logs = [[batch(0, 3), batch(3, 2)], [batch(0, 1)]];
  outcomes = [];
  asked = [];
  cluster.answer(listOffsets, ({ topics }) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp }) => ({
        partitionIndex,
        errorCode: 0,
        offset:
          timestamp === -2 ? (logs[partitionIndex]![0]?.baseOffset ?? 0) : endOf(partitionIndex),
      })),
    })),
  }));
  cluster.answer(fetch, async ({ topics, maxWaitMs }, { broker }) => {
    const wanted = topics.flatMap(({ partitions }) => partitions);
    for (const { partition, fetchOffset } of wanted) asked.push(`${partition}@${fetchOffset}`);
    const outcome = outcomes.shift();
    if (typeof outcome === 'string') return outcome;
    const partitions = wanted.map((each) => answerFor(each, broker, outcome));
    const isEmpty = partitions.every(
      ({ records, errorCode }) => records.length === 0 && errorCode === 0,
    );
    if (isEmpty) await new Promise<void>((resolve) => cluster.clock.schedule(maxWaitMs, resolve));
    return { responses: [{ topic: 't', partitions }] };
  });
});

function endOf(partition: number): number {
  const last = logs[partition]!.at(-1);
  return last === undefined ? 0 : last.baseOffset + last.count;
}

type Wanted = FetchRequest['topics'][number]['partitions'][number];

function answerFor(
  { partition, fetchOffset, partitionMaxBytes }: Wanted,
  broker: number,
  outcome = 0,
) {
  const led = cluster.leaders.get('t')![partition];
  const isOut =
    fetchOffset < (logs[partition]![0]?.baseOffset ?? 0) || fetchOffset > endOf(partition);
  const errorCode =
    outcome !== 0
      ? outcome
      : led !== broker
        ? ErrorCode.NOT_LEADER_OR_FOLLOWER
        : isOut
          ? ErrorCode.OFFSET_OUT_OF_RANGE
          : 0;
  const found = logs[partition]!.filter(
    ({ baseOffset, count }) => baseOffset + count > fetchOffset,
  );
  const batches = partitionMaxBytes < 100 ? found.slice(0, 1) : found;
  return {
    partitionIndex: partition,
    errorCode,
    highWatermark: endOf(partition),
    abortedTransactions: null,
    records: errorCode === 0 ? Buffer.concat(batches.map(({ bytes }) => bytes)) : Buffer.alloc(0),
  };
}

function open(options: Partial<ReaderOptions> = {}): Promise<WireReader> {
  return cluster.run(
    WireReader.open(cluster.client({ requestTimeoutMs: 1000 }), {
      topics: ['t'],
      onBatch: () => undefined,
      ...options,
    }),
  );
}

/** Collects what is read as `partition:offset`. */
function collector() {
  const seen: string[] = [];
  const onBatch = ({ partition, records }: ConsumedBatch) =>
    void seen.push(...records.map(({ offset }) => `${partition}:${offset}`));
  return { seen, onBatch };
}

describe('a reader', () => {
  test('reads everything once, each partition in order, and waits for more', async () => {
    const { seen, onBatch } = collector();
    const reader = await open({ onBatch });
    await cluster.runUntil(() => seen.length === 6);
    logs[0]!.push(batch(5, 1));
    await cluster.runUntil(() => seen.length === 7);
    expect(seen.filter((each) => each.startsWith('0'))).toEqual([
      '0:0',
      '0:1',
      '0:2',
      '0:3',
      '0:4',
      '0:5',
    ]);
    expect(seen.filter((each) => each.startsWith('1'))).toEqual(['1:0']);
    expect(new Set(reader.positions())).toEqual(
      new Set([
        { topic: 't', partition: 0, offset: 6 },
        { topic: 't', partition: 1, offset: 1 },
      ]),
    );
    await reader.close();
  });

  test('begins at the end when it is told to', async () => {
    const { seen, onBatch } = collector();
    await open({ onBatch, from: 'latest' });
    await cluster.runFor(1000);
    logs[1]!.push(batch(1, 1));
    await cluster.runUntil(() => seen.length > 0);
    expect(seen).toEqual(['1:1']);
  });

  test('that begins within a batch does not see what stands before', async () => {
    const { seen, onBatch } = collector();
    await open({ onBatch, positions: [{ topic: 't', partition: 0, offset: 2 }] });
    await cluster.runUntil(() => seen.length === 4);
    expect(seen.filter((each) => each.startsWith('0'))).toEqual(['0:2', '0:3', '0:4']);
  });

  test('hands out at most so many records at a time, and stands between them', async () => {
    const sizes: number[] = [];
    const positions: number[] = [];
    const reader = await open({
      recordsMax: 2,
      from: 'earliest',
      onBatch: ({ partition, records, nextOffset }) => {
        if (partition === 0) sizes.push(records.length);
        if (partition === 0) positions.push(nextOffset);
      },
    });
    await cluster.runUntil(() => reader.positions().some(({ offset }) => offset === 5));
    expect([sizes, positions]).toEqual([
      [2, 2, 1],
      [2, 4, 5],
    ]);
  });

  test('steps over control records without handing them out', async () => {
    logs[0] = [batch(0, 1), batch(1, 1, true)];
    const { seen, onBatch } = collector();
    const reader = await open({ onBatch });
    await cluster.runUntil(() => reader.positions().some(({ offset }) => offset === 2));
    expect(seen.filter((each) => each.startsWith('0'))).toEqual(['0:0']);
  });

  test('without prefetch asks for the next records only after the last were handled', async () => {
    logs = [[batch(0, 4)], []];
    const releases: (() => void)[] = [];
    await open({
      prefetch: false,
      recordsMax: 2,
      onBatch: () => new Promise<void>((resolve) => releases.push(resolve)),
    });
    await cluster.runUntil(() => releases.length === 1);
    await cluster.runFor(2000);
    const ofFirst = () => asked.filter((each) => each.startsWith('0'));
    expect(ofFirst()).toEqual(['0@0']);
    releases[0]!();
    await cluster.runUntil(() => releases.length === 2);
    // The broker sees where the reader stands, in the middle of a batch.
    expect(ofFirst()).toEqual(['0@0', '0@2']);
  });

  test('with prefetch has asked for the next records before the last are handled', async () => {
    logs = [[batch(0, 4)], []];
    await open({ onBatch: () => new Promise<void>(() => undefined) });
    await cluster.runUntil(() => asked.includes('0@4'));
  });
});

describe('pause, resume and seek', () => {
  test('a paused partition is neither fetched nor handed out; the others go on', async () => {
    const { seen, onBatch } = collector();
    const reader = await open({ onBatch });
    await cluster.runUntil(() => seen.length === 6);
    reader.pause([{ topic: 't', partition: 0 }]);
    logs[0]!.push(batch(5, 1));
    logs[1]!.push(batch(1, 1));
    await cluster.runUntil(() => seen.length === 7);
    await cluster.runFor(3000);
    expect(seen.at(-1)).toBe('1:1');
    reader.resume();
    await cluster.runUntil(() => seen.length === 8);
    expect(seen.at(-1)).toBe('0:5');
  });

  test('a seek while a batch is handled wins over the end of the batch', async () => {
    const seen: number[] = [];
    const reader = await open({
      onBatch: ({ partition, records }) => {
        if (partition !== 0) return;
        seen.push(...records.map(({ offset }) => offset));
        if (seen.length === 5) reader.seek({ topic: 't', partition: 0, offset: 4 });
      },
    });
    await cluster.runUntil(() => seen.length === 6);
    expect(seen).toEqual([0, 1, 2, 3, 4, 4]);
  });

  test('a seek while a batch is handled is where the reader stands afterwards', async () => {
    let count = 0;
    const reader = await open({
      onBatch: ({ partition }) => {
        if (partition !== 0) return;
        count += 1;
        reader.pause();
        reader.seek({ topic: 't', partition: 0, offset: 1 });
      },
    });
    await cluster.runUntil(() => count === 1);
    await cluster.runFor(1000);
    expect(reader.positions()).toContainEqual({ topic: 't', partition: 0, offset: 1 });
    expect(count).toBe(1);
  });

  test('an answer that comes after a seek is about the old position, and is dropped', async () => {
    cluster.leaders.set('t', [1]);
    logs = [[batch(0, 5)]];
    let answerFirst: () => void = () => undefined;
    cluster.answer(fetch, async ({ topics }, { broker }) => {
      const wanted = topics[0]!.partitions[0]!;
      asked.push(`0@${wanted.fetchOffset}`);
      const isFirst = asked.length === 1;
      await new Promise<void>((resolve) => {
        if (isFirst) answerFirst = resolve;
        else cluster.clock.schedule(100, resolve);
      });
      const outcome = isFirst ? ErrorCode.OFFSET_OUT_OF_RANGE : 0;
      return { responses: [{ topic: 't', partitions: [answerFor(wanted, broker, outcome)] }] };
    });
    const { seen, onBatch } = collector();
    const reader = await open({ onBatch });
    await cluster.runUntil(() => asked.length === 1);
    reader.seek({ topic: 't', partition: 0, offset: 3 });
    answerFirst();
    await cluster.runUntil(() => seen.length > 0);
    expect(seen).toEqual(['0:3', '0:4']);
  });

  test('closing waits for the batch at work', async () => {
    let release: () => void = () => undefined;
    let isClosed = false;
    const reader = await open({
      onBatch: () => new Promise<void>((resolve) => (release = resolve)),
    });
    await cluster.runUntil(() => asked.length > 0);
    await cluster.runFor(100);
    const closing = reader.close().then(() => (isClosed = true));
    await cluster.runFor(100);
    expect(isClosed).toBe(false);
    release();
    await cluster.run(closing);
    await reader.done;
    const count = asked.length;
    await cluster.runFor(5000);
    expect(asked.length).toBe(count);
  });
});

describe('when something goes wrong', () => {
  test('a moved leader is followed', async () => {
    const { seen, onBatch } = collector();
    await open({ onBatch });
    await cluster.runUntil(() => seen.length === 6);
    cluster.leaders.set('t', [2, 2]);
    logs[0]!.push(batch(5, 1));
    await cluster.runUntil(() => seen.length === 7);
    expect(cluster.askedOf(fetch).at(-1)!.broker).toBe(2);
  });

  test('a broker that is cut off is left for the new leader', async () => {
    const { seen, onBatch } = collector();
    await open({ onBatch });
    await cluster.runUntil(() => seen.length === 6);
    cluster.cutOff(1);
    cluster.leaders.set('t', [2, 2]);
    logs[0]!.push(batch(5, 1));
    await cluster.runUntil(() => seen.length === 7);
  });

  test('a partition without a leader is waited for, and does not hold up the others', async () => {
    cluster.leaders.set('t', [1, 2]);
    const { seen, onBatch } = collector();
    await open({ onBatch });
    await cluster.runUntil(() => seen.length === 6);
    cluster.leaders.set('t', [-1, 2]);
    logs[0]!.push(batch(5, 1));
    await cluster.runFor(3000);
    logs[1]!.push(batch(1, 1));
    await cluster.runUntil(() => seen.at(-1) === '1:1');
    cluster.leaders.set('t', [2, 2]);
    await cluster.runUntil(() => seen.at(-1) === '0:5');
  });

  test('an offset that is gone is replaced by where the reader would have begun', async () => {
    const { seen, onBatch } = collector();
    logs[0] = [batch(7, 2)];
    await open({ onBatch, positions: [{ topic: 't', partition: 0, offset: 3 }] });
    await cluster.runUntil(() => seen.length === 3);
    expect(seen.filter((each) => each.startsWith('0'))).toEqual(['0:7', '0:8']);
  });

  test('silence is taken for death, and reading goes on', async () => {
    outcomes = ['silence', 'silence'];
    const { seen, onBatch } = collector();
    await open({ onBatch });
    await cluster.runUntil(() => seen.length === 6);
    expect(new Set(seen).size).toBe(6);
  });

  test('an error that does not pass ends the reading', async () => {
    outcomes = [ErrorCode.TOPIC_AUTHORIZATION_FAILED];
    const reader = await open();
    await expect(cluster.run(reader.done)).rejects.toMatchObject({
      code: 'TOPIC_AUTHORIZATION_FAILED',
    });
  });

  test('a handler that throws ends the reading, and the position stays', async () => {
    const reader = await open({
      onBatch: () => {
        throw new Error('no room');
      },
    });
    await expect(cluster.run(reader.done)).rejects.toThrow('no room');
    expect(reader.positions().every(({ offset }) => offset === 0)).toBe(true);
  });
});
