/** A partition moves to other brokers while a producer writes to it. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { ErrorCode } from '../protocol/error-codes.ts';
import { produce } from '../protocol/messages/00-produce.ts';
import { fetch } from '../protocol/messages/01-fetch.ts';
import { alterPartitionReassignments } from '../protocol/messages/45-alter-partition-reassignments.ts';
import { listPartitionReassignments } from '../protocol/messages/46-list-partition-reassignments.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { dataRecordsOf } from '../records/records.ts';
import { type NodeFixture, startNodes } from './node-fixture.ts';

let nodes: NodeFixture;
beforeAll(async () => {
  nodes = await startNodes(3);
});
afterAll(async () => {
  await nodes.close();
  expect(nodes.problems).toEqual([]);
});

function replicasOf(topic: string): readonly number[] {
  return nodes.controllerNode.controller!.image.topicsByName.get(topic)!.partitions[0]!.replicas;
}

async function move(topic: string, replicas: number[] | null, asked = 1): Promise<number> {
  const topics = [{ name: topic, partitions: [{ partitionIndex: 0, replicas }] }];
  const body = { timeoutMs: 5000, topics };
  const { responses } = await nodes.ask(asked, alterPartitionReassignments, { version: 1, body });
  return responses[0]!.partitions[0]!.errorCode;
}

/** Writes `value` with acks=all, to whoever leads, until it is acknowledged. */
async function write(topic: string, value: string): Promise<void> {
  const records = encodeBatch([{ key: null, value: Buffer.from(value), timestamp: 1 }], {});
  const topicData = [{ name: topic, partitionData: [{ index: 0, records }] }];
  const body = { acks: -1, timeoutMs: 5000, topicData };
  let errorCode: number = ErrorCode.NOT_LEADER_OR_FOLLOWER;
  while (errorCode !== ErrorCode.NONE) {
    await nodes.until(() => nodes.brokers.some((broker) => broker.roleOf(topic, 0) === 'leader'));
    const to = nodes.leaderOf(topic, 0).config.nodeId;
    const { responses } = await nodes.ask(to, produce, { version: 9, body });
    ({ errorCode } = responses[0]!.partitionResponses[0]!);
    const isExpected = [
      ErrorCode.NONE,
      ErrorCode.NOT_LEADER_OR_FOLLOWER,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ].includes(errorCode as never);
    expect(isExpected, `error ${errorCode}`).toBe(true);
  }
}

async function readAll(topic: string): Promise<string[]> {
  const values: string[] = [];
  const broker = nodes.leaderOf(topic, 0);
  const end = broker.partitions.get(topic, 0)!.highWatermark;
  let fetchOffset = 0;
  while (fetchOffset < end) {
    const partitions = [{ partition: 0, fetchOffset, partitionMaxBytes: 1 << 20 }];
    const body = {
      maxWaitMs: 1000,
      minBytes: 1,
      sessionEpoch: -1,
      topics: [{ topic, partitions }],
    };
    const response = await nodes.ask(broker.config.nodeId, fetch, { version: 11, body });
    const { records } = response.responses[0]!.partitions[0]!;
    for (const { offset, value } of dataRecordsOf(records ?? Buffer.alloc(0), fetchOffset)) {
      values.push(String(value));
      fetchOffset = offset + 1;
    }
  }
  return values;
}

async function listed(asked: number): Promise<unknown[]> {
  const body = { timeoutMs: 5000, topics: null };
  return (await nodes.ask(asked, listPartitionReassignments, { version: 0, body })).topics;
}

test('nothing that was acknowledged is lost, and who went has nothing left', async () => {
  await nodes.createTopic('moving');
  const [from] = replicasOf('moving');
  const others = [1, 2, 3].filter((id) => id !== from);
  const written: string[] = [];
  let isMoved = false;
  const load = (async () => {
    while (!isMoved || written.length < 50) {
      const value = `value ${written.length}`;
      await write('moving', value);
      written.push(value);
    }
  })();
  await nodes.until(() => written.length > 10);
  expect(await move('moving', others)).toBe(ErrorCode.NONE);
  const roles = new Map([
    [others[0], 'leader'],
    [others[1], 'follower'],
  ]);
  const isAsWanted = () =>
    nodes.brokers.every((broker) => broker.roleOf('moving', 0) === roles.get(broker.config.nodeId));
  await nodes.until(isAsWanted);
  isMoved = true;
  await load;
  const read = await readAll('moving');
  // A write whose answer was lost with its leader was sent again.
  expect([...new Set(read)]).toEqual(written);
  expect(replicasOf('moving')).toEqual(others);
  expect(await listed(2)).toEqual([]);
});

test('a move to a broker that has gone is listed until it is called off', async () => {
  await nodes.createTopic('staying');
  const [home] = replicasOf('staying');
  const gone = nodes.brokers.find((broker) => broker.config.nodeId === (home! % 3) + 1)!;
  const { nodeId } = gone.config;
  const asked = nodes.brokers.find((broker) => broker !== gone)!.config.nodeId;
  await gone.shutDown();
  expect(await move('staying', [nodeId], asked)).toBe(ErrorCode.NONE);
  const away = { addingReplicas: [nodeId], removingReplicas: [home] };
  const partitions = [{ partitionIndex: 0, replicas: [nodeId, home], ...away }];
  expect(await listed(asked)).toEqual([{ name: 'staying', partitions }]);
  expect(await move('staying', null, asked)).toBe(ErrorCode.NONE);
  expect([await listed(asked), replicasOf('staying')]).toEqual([[], [home]]);
  await write('staying', 'after');
  expect(await readAll('staying')).toEqual(['after']);
});
