/** Batches, retries and order: what a producer sends when brokers err, move, fall silent or have no room. */

import { beforeEach, describe, expect, test } from 'vitest';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import { initProducerId, produce } from '../../../protocol/messages/index.ts';
import type { ProduceRequest } from '../../../protocol/messages/00-produce.ts';
import { batchesOf, isCrcValid } from '../../../records/batch.ts';
import { recordsOf } from '../../../records/records.ts';
import type { ProducerOptions } from '../../cluster-client.ts';
import { partitionOfKey } from '../../partitioner.ts';
import { ScriptedCluster, type Silence } from '../scripted-cluster.ts';
import { WireProducer } from './producer.ts';

interface Arrived {
  broker: number;
  partition: number;
  values: string[];
  producerId: number;
  sequence: number;
}

let cluster: ScriptedCluster;
let arrived: Arrived[];
/** What each produce request is answered with, in turn; then success. */
let outcomes: (number | Silence)[];

beforeEach(async () => {
  cluster = await new ScriptedCluster([1, 2]).start();
  cluster.leaders.set('t', [1, 2]);
  arrived = [];
  outcomes = [];
  let producerId = 100;
  cluster.answer(initProducerId, () => ({
    errorCode: 0,
    producerId: producerId++,
    producerEpoch: 0,
  }));
  let offset = 0;
  cluster.answer(produce, ({ topicData }, { broker }) => {
    for (const each of arrivals(topicData, broker)) arrived.push(each);
    const outcome = outcomes.shift() ?? ErrorCode.NONE;
    if (typeof outcome === 'string') return outcome;
    return {
      responses: topicData.map(({ name, partitionData }) => ({
        name,
        partitionResponses: partitionData.map(({ index }) => ({
          index,
          errorCode: outcome,
          baseOffset: outcome === 0 ? (offset += 10) : -1,
        })),
      })),
    };
  });
});

function arrivals(topicData: ProduceRequest['topicData'], broker: number): Arrived[] {
  return topicData.flatMap(({ partitionData }) =>
    partitionData.flatMap(({ index, records }) =>
      [...batchesOf(records!)].map((batch) => {
        expect(isCrcValid(batch)).toBe(true);
        return {
          broker,
          partition: index,
          values: [...recordsOf(batch)].map(({ value }) => String(value)),
          producerId: batch.producerId,
          sequence: batch.baseSequence,
        };
      }),
    ),
  );
}

function open(options: ProducerOptions = {}): WireProducer {
  return new WireProducer(cluster.client({ requestTimeoutMs: 1000 }), options);
}

const toFirst = (value: string) => ({ value, partition: 0 });

describe('batches', () => {
  test('what is sent in one turn goes in one batch per partition, to each leader once', async () => {
    const producer = open();
    const sending = Promise.all([
      producer.send('t', [toFirst('a'), { value: 'b', partition: 1 }]),
      producer.send('t', [toFirst('c')]),
    ]);
    expect(await cluster.run(sending)).toEqual([
      [
        { topic: 't', partition: 0, offset: 10 },
        { topic: 't', partition: 1, offset: 20 },
      ],
      [{ topic: 't', partition: 0, offset: 11 }],
    ]);
    expect(arrived).toEqual([
      { broker: 1, partition: 0, values: ['a', 'c'], producerId: 100, sequence: 0 },
      { broker: 2, partition: 1, values: ['b'], producerId: 100, sequence: 0 },
    ]);
  });

  test('sequences go on from batch to batch', async () => {
    const producer = open();
    for (const value of ['a', 'b', 'c']) await cluster.run(producer.send('t', [toFirst(value)]));
    expect(arrived.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
  });

  test('a full batch is followed by another, which waits until the first is there', async () => {
    const producer = open({ batchSizeMax: 200 });
    const value = 'x'.repeat(100);
    await cluster.run(producer.send('t', [toFirst(value), toFirst(value), toFirst(value)]));
    expect(arrived.map(({ values, sequence }) => [values.length, sequence])).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
  });

  test('a batch lingers for company', async () => {
    const producer = open({ lingerMs: 50 });
    const first = producer.send('t', [toFirst('a')]);
    await cluster.runFor(20);
    const second = producer.send('t', [toFirst('b')]);
    await cluster.run(Promise.all([first, second]));
    expect(arrived.map(({ values }) => values)).toEqual([['a', 'b']]);
  });

  test('flush does not wait for the linger', async () => {
    const producer = open({ lingerMs: 60_000 });
    const sending = producer.send('t', [toFirst('a')]);
    await cluster.run(producer.flush());
    expect(await sending).toEqual([{ topic: 't', partition: 0, offset: 10 }]);
    expect(cluster.clock.monotonic()).toBeLessThan(60_000);
  });

  test('keys choose partitions as the Java client does; without a key batches stay together', async () => {
    const producer = open();
    const sent = await cluster.run(
      producer.send('t', [{ key: 'k', value: 'a' }, { value: 'b' }, { value: 'c' }]),
    );
    expect(sent[0]!.partition).toBe(partitionOfKey(Buffer.from('k'), 2));
    expect(sent[1]!.partition).toBe(sent[2]!.partition);
  });

  test('records without a key move to another partition with each batch', async () => {
    const producer = open();
    const partitions: number[] = [];
    for (let round = 0; round < 4; round++) {
      const [sent] = await cluster.run(producer.send('t', [{ value: 'x' }]));
      partitions.push(sent!.partition);
    }
    expect(new Set([partitions.slice(0, 2).join(''), partitions.slice(2).join('')]).size).toBe(1);
    expect(partitions[0]).not.toBe(partitions[1]);
  });
});

describe('order', () => {
  test('messages are placed in the order of the calls, also while the topic is looked up', async () => {
    cluster.leaders.delete('t');
    cluster.clock.schedule(300, () => cluster.leaders.set('t', [1, 2]));
    const producer = open({ batchSizeMax: 10 });
    const sending: Promise<unknown>[] = [];
    for (let index = 0; index < 20; index++) {
      sending.push(producer.send('t', [toFirst(String(index))]));
      if (index % 5 === 4) await cluster.runFor(100);
    }
    await cluster.run(Promise.all(sending));
    expect(arrived.flatMap(({ values }) => values)).toEqual(
      sending.map((_, index) => String(index)),
    );
  });

  test('a failed batch is sent again before its followers, the same under the same id', async () => {
    outcomes = [ErrorCode.NOT_ENOUGH_REPLICAS, 'hang up', ErrorCode.REQUEST_TIMED_OUT];
    const producer = open();
    const first = producer.send('t', [toFirst('a')]);
    await cluster.runUntil(() => arrived.length > 0);
    const second = producer.send('t', [toFirst('b')]);
    await cluster.run(Promise.all([first, second]));
    expect(arrived.map(({ values, sequence }) => `${values.join()}@${sequence}`)).toEqual([
      'a@0',
      'a@0',
      'a@0',
      'a@0',
      'b@1',
    ]);
    expect(new Set(arrived.map(({ producerId }) => producerId)).size).toBe(1);
  });

  test('a batch follows the leader', async () => {
    outcomes = [ErrorCode.NOT_LEADER_OR_FOLLOWER];
    const producer = open();
    const sending = producer.send('t', [toFirst('a')]);
    await cluster.runUntil(() => arrived.length > 0);
    cluster.leaders.set('t', [2, 2]);
    await cluster.run(sending);
    expect(arrived.map(({ broker }) => broker)).toEqual([1, 2]);
  });

  test('a batch waits for a leader that is being elected', async () => {
    const producer = open();
    await cluster.run(producer.send('t', [toFirst('a')]));
    outcomes = [ErrorCode.NOT_LEADER_OR_FOLLOWER];
    cluster.leaders.set('t', [-1, 2]);
    cluster.clock.schedule(800, () => cluster.leaders.set('t', [2, 2]));
    await cluster.run(producer.send('t', [toFirst('b')]));
    expect(arrived.at(-1)).toMatchObject({ broker: 2, values: ['b'], sequence: 1 });
  });

  test('a duplicate is a success', async () => {
    outcomes = [ErrorCode.DUPLICATE_SEQUENCE_NUMBER];
    const [sent] = await cluster.run(open().send('t', [toFirst('a')]));
    expect(sent).toEqual({ topic: 't', partition: 0, offset: -1 });
  });

  test('a broker that has forgotten the producer gets the batch under a new id', async () => {
    const producer = open();
    await cluster.run(producer.send('t', [toFirst('a')]));
    outcomes = [ErrorCode.UNKNOWN_PRODUCER_ID];
    await cluster.run(producer.send('t', [toFirst('b')]));
    expect(arrived.map(({ producerId, sequence }) => [producerId, sequence])).toEqual([
      [100, 0],
      [100, 1],
      [101, 0],
    ]);
  });
});

describe('failure', () => {
  test('an error that does not pass is told, and what follows begins under a new id', async () => {
    outcomes = [ErrorCode.MESSAGE_TOO_LARGE];
    const producer = open();
    const failing = cluster.run(producer.send('t', [toFirst('a')]));
    await expect(failing).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE', isRetriable: false });
    await cluster.run(producer.send('t', [toFirst('b')]));
    expect(arrived.at(-1)).toMatchObject({ values: ['b'], producerId: 101, sequence: 0 });
  });

  test('a batch is given up when its time is over', async () => {
    outcomes = Array.from({ length: 100 }, () => ErrorCode.NOT_ENOUGH_REPLICAS);
    const producer = open({ deliveryTimeoutMs: 3000 });
    const failing = cluster.run(producer.send('t', [toFirst('a')]));
    await expect(failing).rejects.toMatchObject({
      code: 'DELIVERY_TIMED_OUT',
      cause: { code: 'NOT_ENOUGH_REPLICAS' },
    });
    expect(cluster.clock.monotonic()).toBeLessThan(4000);
  });

  test('a silent broker is left, and the batch is sent again', async () => {
    outcomes = ['silence'];
    await cluster.run(open().send('t', [toFirst('a')]));
    expect(arrived.map(({ values }) => values)).toEqual([['a'], ['a']]);
  });

  test('a partition that does not exist is refused at once', async () => {
    const sending = cluster.run(open().send('t', [{ value: 'a', partition: 2 }]));
    await expect(sending).rejects.toMatchObject({ message: 't has no partition 2.' });
  });

  test('a closed producer takes nothing more, but delivers what it has', async () => {
    const producer = open({ lingerMs: 1000 });
    const sending = producer.send('t', [toFirst('a')]);
    await cluster.run(producer.close());
    expect(await sending).toEqual([{ topic: 't', partition: 0, offset: 10 }]);
    await expect(producer.send('t', [toFirst('b')])).rejects.toMatchObject({
      code: 'CLIENT_CLOSED',
    });
  });
});

describe('memory', () => {
  const big = { value: 'x'.repeat(1000), partition: 0 };

  test('senders wait for room, and go on when it is there', async () => {
    outcomes = [ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.NOT_ENOUGH_REPLICAS];
    const producer = open({ bufferSizeMax: 2500, batchSizeMax: 1500 });
    let isDone = false;
    const sending = Promise.all([1, 2, 3, 4].map(() => producer.send('t', [big])));
    void sending.then(() => (isDone = true));
    await cluster.runUntil(() => arrived.length === 2);
    expect([isDone, new Set(arrived.map(({ sequence }) => sequence)).size]).toEqual([false, 1]);
    await cluster.run(sending);
    expect(arrived.map(({ sequence }) => sequence)).toEqual([0, 0, 0, 1, 2, 3]);
  });

  test('a message larger than the whole memory is refused', async () => {
    const sending = cluster.run(open({ bufferSizeMax: 500 }).send('t', [big]));
    await expect(sending).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
  });
});

describe('acks', () => {
  test('with acks leader there is no producer id', async () => {
    await cluster.run(open({ acks: 'leader' }).send('t', [toFirst('a')]));
    expect(arrived[0]).toMatchObject({ producerId: -1, sequence: -1 });
    expect(cluster.askedOf(produce)[0]!.body).toMatchObject({ acks: 1 });
  });

  test('with acks none nobody answers, and offsets are not known', async () => {
    outcomes = ['silence'];
    const sent = await cluster.run(open({ acks: 'none' }).send('t', [toFirst('a')]));
    expect(sent).toEqual([{ topic: 't', partition: 0, offset: -1 }]);
    await cluster.runUntil(() => arrived.length === 1);
    expect(cluster.askedOf(produce)[0]!.body).toMatchObject({ acks: 0 });
  });

  test('compression is in the batch', async () => {
    await cluster.run(open({ compression: 'lz4' }).send('t', [toFirst('a'.repeat(500))]));
    expect(arrived[0]!.values).toEqual(['a'.repeat(500)]);
  });
});
