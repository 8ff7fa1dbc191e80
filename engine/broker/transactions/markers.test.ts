/** Markers as a partition's leader takes them, from the coordinator and from tools. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchesOf, isControl } from '../../records/batch.ts';
import { readTransactionMarker } from '../../records/control-record.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { writeTxnMarkers } from '../../protocol/messages/27-write-txn-markers.ts';
import { describeProducers } from '../../protocol/messages/61-describe-producers.ts';
import { type NodeFixture, startNodes } from '../node-fixture.ts';
import { TransactionalProducer } from './transactional-producer.ts';

let nodes: NodeFixture;
beforeAll(async () => {
  nodes = await startNodes(1);
});
afterAll(async () => {
  await nodes.close();
  expect(nodes.problems).toEqual([]);
});

interface TestMarker {
  readonly producer: TransactionalProducer;
  readonly epoch: number;
  readonly coordinatorEpoch?: number;
  readonly version?: number;
  readonly partitions?: number[];
}

async function mark(topic: string, marker: TestMarker): Promise<number[]> {
  const { producer, epoch, coordinatorEpoch = 0, version = 2, partitions = [0] } = marker;
  const body = {
    markers: [
      {
        producerId: producer.producerId,
        producerEpoch: epoch,
        transactionResult: true,
        topics: [{ name: topic, partitionIndexes: partitions }],
        coordinatorEpoch,
        transactionVersion: version,
      },
    ],
  };
  const reply = await nodes.ask(1, writeTxnMarkers, { version: 2, body });
  return reply.markers[0]!.topics[0]!.partitions.map(({ errorCode }) => errorCode);
}

async function writing(topic: string, version: 1 | 2): Promise<TransactionalProducer> {
  await nodes.createTopic(topic);
  const producer = new TransactionalProducer(nodes, topic, version);
  await producer.init();
  expect(await producer.send(topic, 0, 'x')).toBe(ErrorCode.NONE);
  return producer;
}

function logOf(topic: string) {
  return nodes.brokers[0]!.partitions.get(topic, 0)!.log;
}

test('Trap 35: a marker takes an offset, has no sequence number, and ends the transaction', async () => {
  const producer = await writing('marked', 1);
  expect(await mark('marked', { producer, epoch: 0, version: 0 })).toEqual([ErrorCode.NONE]);
  const { endOffset, lastStableOffset } = logOf('marked');
  expect([endOffset, lastStableOffset]).toEqual([2, 2]);
  const batches = [...batchesOf(logOf('marked').read(1, { maxBytes: 1000 }))];
  expect(
    batches.map((batch) => [
      isControl(batch),
      batch.baseSequence,
      batch.producerEpoch,
      readTransactionMarker(batch),
    ]),
  ).toEqual([[true, -1, 0, { outcome: 'commit', coordinatorEpoch: 0 }]]);
});

test('with version 2 a marker that comes again is not written again, and one that comes late ends nothing', async () => {
  const producer = await writing('again', 2);
  expect(await mark('again', { producer, epoch: 1 })).toEqual([ErrorCode.NONE]);
  expect(await mark('again', { producer, epoch: 1 })).toEqual([ErrorCode.NONE]);
  expect(logOf('again').endOffset).toBe(2);
  await producer.end(true);
  expect(await producer.send('again', 0, 'y')).toBe(ErrorCode.NONE);
  expect(await mark('again', { producer, epoch: 1 })).toEqual([ErrorCode.INVALID_PRODUCER_EPOCH]);
  expect(logOf('again').producer(producer.producerId)?.currentTxnFirstOffset).toBe(2);
});

test('a marker of a coordinator that was replaced is refused, as is one for no partition', async () => {
  const producer = await writing('replaced', 1);
  await mark('replaced', { producer, epoch: 0, coordinatorEpoch: 3, version: 0 });
  expect(await mark('replaced', { producer, epoch: 0, version: 0, partitions: [0, 1] })).toEqual([
    ErrorCode.TRANSACTION_COORDINATOR_FENCED,
    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  ]);
});

test('the producers of a partition are shown with their sequences and open transactions', async () => {
  const producer = await writing('shown', 2);
  await producer.send('shown', 0, 'y', 'z');
  const shown = async () => {
    const topics = [{ name: 'shown', partitionIndexes: [0] }];
    const reply = await nodes.ask(1, describeProducers, { version: 0, body: { topics } });
    const { lastTimestamp, ...rest } = reply.topics[0]!.partitions[0]!.activeProducers[0]!;
    expect(lastTimestamp).toBeGreaterThan(0);
    return rest;
  };
  const { producerId } = producer;
  expect(await shown()).toEqual({
    producerId,
    producerEpoch: 0,
    lastSequence: 2,
    coordinatorEpoch: -1,
    currentTxnStartOffset: 0,
  });
  await mark('shown', { producer, epoch: 1, coordinatorEpoch: 4 });
  expect(await shown()).toEqual({
    producerId,
    producerEpoch: 1,
    lastSequence: -1,
    coordinatorEpoch: 4,
    currentTxnStartOffset: -1,
  });
  await producer.end(true);
});
