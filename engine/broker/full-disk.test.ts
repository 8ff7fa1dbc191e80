import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { produce } from '../protocol/messages/00-produce.ts';
import { fetch } from '../protocol/messages/01-fetch.ts';
import { offsetCommit } from '../protocol/messages/08-offset-commit.ts';
import { findCoordinator } from '../protocol/messages/10-find-coordinator.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { type NodeFixture, startNodes } from './node-fixture.ts';

let nodes: NodeFixture;
beforeEach(async () => {
  nodes = await startNodes(1);
  await nodes.createTopic('log');
});
afterEach(() => nodes.close());

function disk(): MemoryDisk {
  return nodes.brokers[0]!.ports.disk as MemoryDisk;
}

async function send(): Promise<number> {
  const records = encodeBatch([{ key: null, value: Buffer.from('v'), timestamp: 1 }], {});
  const topicData = [{ name: 'log', partitionData: [{ index: 0, records }] }];
  const body = { acks: -1, timeoutMs: 1000, topicData };
  const { responses } = await nodes.ask(1, produce, { version: 9, body });
  return responses[0]!.partitionResponses[0]!.errorCode;
}

async function commit(): Promise<number> {
  const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }];
  const body = {
    groupId: 'g',
    generationIdOrMemberEpoch: -1,
    memberId: '',
    topics: [{ name: 'log', partitions }],
  };
  const { topics } = await nodes.ask(1, offsetCommit, { version: 8, body });
  return topics[0]!.partitions[0]!.errorCode;
}

test('on a full disk producers and groups are told, in one sentence the operator too, and the broker goes on', async () => {
  const key = { version: 4, body: { keyType: 0, coordinatorKeys: ['g'] } };
  await nodes.ask(1, findCoordinator, key);
  expect([await send(), await commit()]).toEqual([ErrorCode.NONE, ErrorCode.NONE]);
  disk().capacity = 0;
  expect(await send()).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
  expect(await commit()).not.toBe(ErrorCode.NONE);
  expect(nodes.problems).toEqual([
    expect.stringMatching(/^log-0 cannot be written: /),
    expect.stringMatching(/^__consumer_offsets-\d+ cannot be written: /),
  ]);
  disk().capacity = Infinity;
  expect([await send(), await commit()]).toEqual([ErrorCode.NONE, ErrorCode.NONE]);
});

test('what cannot be read is an error of that partition alone', async () => {
  await send();
  disk().failingCall = disk().calls + 1;
  disk().staysBroken = true;
  const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 }];
  const body = {
    maxWaitMs: 0,
    minBytes: 1,
    sessionEpoch: -1,
    topics: [{ topic: 'log', partitions }],
  };
  const { responses } = await nodes.ask(1, fetch, { version: 11, body });
  expect(responses[0]!.partitions[0]!.errorCode).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
  expect(nodes.problems).toEqual([expect.stringMatching(/^log-0 cannot be read: /)]);
  disk().staysBroken = false;
});
