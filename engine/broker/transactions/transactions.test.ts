/** Transactions over real sockets on three brokers: what readers see, who is fenced, and what a change of coordinator leaves. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { offsetFetch } from '../../protocol/messages/09-offset-fetch.ts';
import { describeTransactions } from '../../protocol/messages/65-describe-transactions.ts';
import { listTransactions } from '../../protocol/messages/66-list-transactions.ts';
import { type NodeFixture, startNodes } from '../node-fixture.ts';
import {
  committedValues,
  coordinatorOf,
  fetched,
  TransactionalProducer,
} from './transactional-producer.ts';

let nodes: NodeFixture;
beforeAll(async () => {
  nodes = await startNodes(3);
});
afterAll(async () => {
  await nodes.close();
  expect(nodes.problems).toEqual([]);
});

async function producerOf(transactionalId: string, version: 1 | 2 = 1) {
  const producer = new TransactionalProducer(nodes, transactionalId, version);
  expect(await producer.init()).toBe(ErrorCode.NONE);
  return producer;
}

async function stateOf(transactionalId: string) {
  const at = await coordinatorOf(nodes, transactionalId);
  const body = { transactionalIds: [transactionalId] };
  const reply = await nodes.ask(at, describeTransactions, { version: 0, body });
  return reply.transactionStates[0]!;
}

async function untilState(transactionalId: string, state: string): Promise<void> {
  while ((await stateOf(transactionalId)).transactionState !== state);
}

describe.each([1, 2] as const)('with transaction version %i', (version) => {
  const name = (text: string): string => `${text}-v${version}`;

  test('what commits is seen by all, what aborts only by those who read uncommitted, in order', async () => {
    const topic = name('order');
    await nodes.createTopic(topic, { replicas: 3 });
    const producer = await producerOf(name('order'), version);
    expect(await producer.send(topic, 0, 'a', 'b')).toBe(ErrorCode.NONE);
    expect((await fetched(nodes, topic, { isCommitted: true })).values).toEqual([]);
    expect(await producer.end(true)).toBe(ErrorCode.NONE);
    expect(await producer.send(topic, 0, 'c')).toBe(ErrorCode.NONE);
    expect(await producer.end(false)).toBe(ErrorCode.NONE);
    expect(await producer.send(topic, 0, 'd')).toBe(ErrorCode.NONE);
    expect(await producer.end(true)).toBe(ErrorCode.NONE);
    await untilState(name('order'), 'CompleteCommit');
    const seen = await fetched(nodes, topic, { isCommitted: true });
    expect(seen).toEqual({
      values: ['0:a', '1:b', '3:c', '5:d'],
      markers: [2, 4, 6],
      lastStableOffset: 7,
      aborted: [{ producerId: producer.producerId, firstOffset: 3 }],
    });
    expect(await committedValues(nodes, topic)).toEqual(['a', 'b', 'd']);
  });

  test('Trap 18: readers of what is committed stop at the first open transaction', async () => {
    const topic = name('stable');
    await nodes.createTopic(topic, { replicas: 3 });
    const [slow, fast] = [
      await producerOf(name('slow'), version),
      await producerOf(name('fast'), version),
    ];
    await fast.send(topic, 0, 'first');
    await fast.end(true);
    await untilState(name('fast'), 'CompleteCommit');
    await slow.send(topic, 0, 'slow');
    await fast.send(topic, 0, 'fast');
    await fast.end(true);
    await untilState(name('fast'), 'CompleteCommit');
    expect(await fetched(nodes, topic, { isCommitted: true })).toMatchObject({
      values: ['0:first'],
      lastStableOffset: 2,
    });
    expect((await fetched(nodes, topic, { isCommitted: false })).values).toHaveLength(3);
    await slow.end(false);
    await untilState(name('slow'), 'CompleteAbort');
    expect(await committedValues(nodes, topic)).toEqual(['first', 'fast']);
  });

  test('a transaction spans partitions on several brokers and the offsets of a group', async () => {
    const topic = name('wide');
    await nodes.createTopic(topic, { partitions: 3, replicas: 3 });
    const producer = await producerOf(name('wide'), version);
    for (const partition of [0, 1, 2])
      expect(await producer.send(topic, partition, `p${partition}`)).toBe(ErrorCode.NONE);
    expect(await producer.storeOffset(name('readers'), topic, 42)).toBe(ErrorCode.NONE);
    const offset = async (): Promise<number[]> => {
      const body = {
        groupId: name('readers'),
        topics: [{ name: topic, partitionIndexes: [0] }],
        requireStable: true,
      };
      const at = await coordinatorOf(nodes, name('readers'), 0);
      const reply = await nodes.ask(at, offsetFetch, { version: 7, body });
      const { errorCode, committedOffset } = reply.topics[0]!.partitions[0]!;
      return [errorCode, committedOffset];
    };
    expect(await offset()).toEqual([ErrorCode.UNSTABLE_OFFSET_COMMIT, -1]);
    const described = await stateOf(name('wide'));
    expect(described.transactionState).toBe('Ongoing');
    expect(described.topics.map((each) => each.topic).toSorted()).toEqual([
      '__consumer_offsets',
      topic,
    ]);
    expect(await producer.end(true)).toBe(ErrorCode.NONE);
    await untilState(name('wide'), 'CompleteCommit');
    expect(await offset()).toEqual([ErrorCode.NONE, 42]);
    for (const partition of [0, 1, 2]) {
      const { log } = nodes.leaderOf(topic, partition).partitions.get(topic, partition)!;
      expect([log.endOffset, log.lastStableOffset]).toEqual([2, 2]);
    }
  });

  test('Trap 32: whoever takes a transactional id aborts what is open, and fences who had it', async () => {
    const topic = name('taken');
    await nodes.createTopic(topic, { replicas: 3 });
    const zombie = await producerOf(name('taken'), version);
    await zombie.send(topic, 0, 'lost');
    const next = await producerOf(name('taken'), version);
    expect(next.producerId).toBe(zombie.producerId);
    expect(next.producerEpoch).toBeGreaterThan(zombie.producerEpoch + 1);
    expect(await next.send(topic, 0, 'kept')).toBe(ErrorCode.NONE);
    expect(await zombie.write(topic, 0, 'late')).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(await zombie.add(topic, 0)).toEqual([ErrorCode.PRODUCER_FENCED]);
    expect(await zombie.end(true)).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await zombie.storeOffset('zombies', topic, 1)).not.toBe(ErrorCode.NONE);
    expect(await next.end(true)).toBe(ErrorCode.NONE);
    await untilState(name('taken'), 'CompleteCommit');
    expect(await committedValues(nodes, topic)).toEqual(['kept']);
  });

  test('a transaction that takes too long is aborted, and its producer fenced', async () => {
    const topic = name('late');
    await nodes.createTopic(topic, { replicas: 3 });
    const producer = new TransactionalProducer(nodes, name('late'), version);
    producer.timeoutMs = 100;
    await producer.init();
    await producer.send(topic, 0, 'too late');
    await untilState(name('late'), 'CompleteAbort');
    expect(await producer.write(topic, 0, 'more')).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(await producer.end(true)).toBe(
      version === 1 ? ErrorCode.PRODUCER_FENCED : ErrorCode.INVALID_TXN_STATE,
    );
    expect(await committedValues(nodes, topic)).toEqual([]);
    producer.timeoutMs = 60_000;
    expect(await producer.init()).toBe(ErrorCode.NONE);
    await producer.send(topic, 0, 'again');
    await producer.end(true);
    await untilState(name('late'), 'CompleteCommit');
    expect(await committedValues(nodes, topic)).toEqual(['again']);
  });
});

test('a write to a partition that is not in the transaction is refused', async () => {
  await nodes.createTopic('stray', { partitions: 2, replicas: 3 });
  const producer = await producerOf('stray');
  expect(await producer.write('stray', 0, 'x')).toBe(ErrorCode.TRANSACTION_ABORTABLE);
  expect(await producer.send('stray', 1, 'x')).toBe(ErrorCode.NONE);
  expect(await producer.write('stray', 0, 'x')).toBe(ErrorCode.TRANSACTION_ABORTABLE);
  await producer.end(false);
});

test('Trap 34: with version 2 an end that comes late does not end the next transaction', async () => {
  await nodes.createTopic('bump', { replicas: 3 });
  const producer = await producerOf('bump', 2);
  await producer.send('bump', 0, 'a');
  const { producerEpoch } = producer;
  const late = new TransactionalProducer(nodes, 'bump', 2);
  Object.assign(late, { producerId: producer.producerId, producerEpoch });
  expect(await producer.end(true)).toBe(ErrorCode.NONE);
  expect(producer.producerEpoch).toBe(producerEpoch + 1);
  await untilState('bump', 'CompleteCommit');
  expect(await late.end(true)).toBe(ErrorCode.NONE);
  expect(late.producerEpoch).toBe(producerEpoch + 1);
  Object.assign(late, { producerEpoch });
  await producer.send('bump', 0, 'b');
  expect(await late.end(true)).toBe(ErrorCode.PRODUCER_FENCED);
  expect(await producer.end(false)).toBe(ErrorCode.NONE);
  await untilState('bump', 'CompleteAbort');
  expect(await committedValues(nodes, 'bump')).toEqual(['a']);
});

test('with version 2 a transaction may be aborted before anything was added', async () => {
  const producer = await producerOf('nothing', 2);
  const { producerEpoch } = producer;
  expect(await producer.end(false)).toBe(ErrorCode.NONE);
  expect(producer.producerEpoch).toBe(producerEpoch + 1);
  await untilState('nothing', 'CompleteAbort');
  expect(await producer.end(true)).toBe(ErrorCode.INVALID_TXN_STATE);
});

test('transactional ids are listed by their coordinators, by state and by pattern', async () => {
  await nodes.createTopic('listed', { replicas: 1 });
  const producer = await producerOf('list-ongoing');
  await producerOf('list-empty');
  await producer.send('listed', 0, 'x');
  const list = async (stateFilters: string[], transactionalIdPattern: string | null) => {
    const body = { stateFilters, producerIdFilters: [], transactionalIdPattern };
    const replies = await Promise.all(
      [1, 2, 3].map((id) => nodes.ask(id, listTransactions, { version: 2, body })),
    );
    const states = replies.flatMap((reply) => reply.transactionStates);
    return states.map((each) => `${each.transactionalId} ${each.transactionState}`).toSorted();
  };
  expect(await list([], 'list-.*')).toEqual(['list-empty Empty', 'list-ongoing Ongoing']);
  expect(await list(['Ongoing'], 'list-.*')).toEqual(['list-ongoing Ongoing']);
  const body = { stateFilters: ['Asleep'], producerIdFilters: [], transactionalIdPattern: null };
  expect(await nodes.ask(1, listTransactions, { version: 2, body })).toMatchObject({
    unknownStateFilters: ['Asleep'],
    transactionStates: [],
  });
  expect((await stateOf('nobody')).errorCode).toBe(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND);
  await producer.end(false);
});
