/** Transactions of kafkajs, which follows the first version of the protocol, while brokers die. */

import { Kafka, logLevel, type Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServe, type Serve } from './penstock-serve.ts';

const partitions = 3;
const groupId = 'progress';

let serve: Serve;
let kafka: Kafka;

beforeAll(async () => {
  serve = await startServe();
  kafka = new Kafka({
    brokers: serve.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 60 },
  });
});

afterAll(async () => {
  expect(await serve.stop()).toBe(0);
});

async function createTopic(topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions, replicationFactor: 3 }],
    waitForLeaders: true,
  });
  await admin.disconnect();
}

async function transactionalProducer(transactionalId: string): Promise<Producer> {
  const producer = kafka.producer({ transactionalId, maxInFlightRequests: 1, idempotent: true });
  await producer.connect();
  return producer;
}

/** Writes one number to every partition, and that it has, in one transaction. */
async function transact(
  producer: Producer,
  topic: string,
  { number, isCommit }: { number: number; isCommit: boolean },
): Promise<void> {
  const transaction = await producer.transaction();
  const messages = Array.from({ length: partitions }, (_, partition) => {
    return { partition, value: String(number) };
  });
  await transaction.send({ topic, messages });
  const offsets = [{ partition: 0, offset: String(number) }];
  await transaction.sendOffsets({
    consumerGroupId: groupId,
    topics: [{ topic, partitions: offsets }],
  });
  await (isCommit ? transaction.commit() : transaction.abort());
}

/** Reads committed records from the start until `isEnough`; the numbers by partition. */
async function committed(topic: string, isEnough: (seen: number[][]) => boolean) {
  const consumer = kafka.consumer({ groupId: `readers-of-${topic}`, readUncommitted: false });
  const seen: number[][] = Array.from({ length: partitions }, () => []);
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          seen[partition]!.push(Number(message.value));
          if (isEnough(seen)) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return seen;
}

function hasEnded(seen: number[][], last: number): boolean {
  return seen.every((numbers) => numbers.at(-1) === last);
}

test('what commits is read in order, what aborts is not, and offsets count with the commit', async () => {
  const topic = 'transacted';
  await createTopic(topic);
  const producer = await transactionalProducer('writer');
  for (let number = 0; number <= 30; number++)
    await transact(producer, topic, { number, isCommit: number % 3 === 0 });
  await producer.disconnect();
  const expected = Array.from({ length: 11 }, (_, index) => index * 3);
  const seen = await committed(topic, (numbers) => hasEnded(numbers, 30));
  expect(seen).toEqual([expected, expected, expected]);
  const admin = kafka.admin();
  await admin.connect();
  const [stored] = await admin.fetchOffsets({ groupId, topics: [topic] });
  expect(stored!.partitions.find(({ partition }) => partition === 0)?.offset).toBe('30');
  await admin.disconnect();
});

test('a producer that was replaced cannot commit what it has begun', async () => {
  const topic = 'fenced';
  await createTopic(topic);
  const zombie = await transactionalProducer('replaced');
  const begun = await zombie.transaction();
  await begun.send({ topic, messages: [{ partition: 0, value: '1' }] });
  // kafkajs takes the transactional id with its first transaction.
  const next = await transactionalProducer('replaced');
  const taken = await next.transaction();
  await expect(begun.commit()).rejects.toThrow();
  const messages = [0, 1, 2].map((partition) => ({ partition, value: '2' }));
  await taken.send({ topic, messages });
  await taken.commit();
  expect(await committed(topic, (numbers) => hasEnded(numbers, 2))).toEqual([[2], [2], [2]]);
  await next.disconnect();
  await zombie.disconnect();
});

test('every transaction that was acknowledged is there once when its coordinator dies', async () => {
  const topic = 'surviving';
  await createTopic(topic);
  const acknowledged: number[] = [];
  let producer = await transactionalProducer('survivor');
  for (let number = 0; number < 60; number++) {
    if (number === 20) await serve.killBroker(await coordinatorOf('survivor'));
    try {
      await transact(producer, topic, { number, isCommit: true });
      acknowledged.push(number);
    } catch {
      // The outcome is unknown: a new producer ends what is open, as an application would.
      producer = await transactionalProducer('survivor');
    }
  }
  await transact(producer, topic, { number: 1000, isCommit: true });
  const seen = await committed(topic, (numbers) => hasEnded(numbers, 1000));
  for (const numbers of seen) {
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(numbers).toEqual(expect.arrayContaining(acknowledged));
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
  expect(acknowledged.length).toBeGreaterThan(20);
  await producer.disconnect();
});

/** kafkajs does not tell; the leader of the partition of the id's hash code is. */
async function coordinatorOf(transactionalId: string): Promise<number> {
  const letters = Buffer.from(transactionalId);
  const hash = letters.reduce((sum, letter) => (Math.imul(sum, 31) + letter) | 0, 0);
  const admin = kafka.admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: ['__transaction_state'] });
  await admin.disconnect();
  const all = topics[0]!.partitions;
  return all.find(({ partitionId }) => partitionId === Math.abs(hash) % all.length)!.leader;
}
