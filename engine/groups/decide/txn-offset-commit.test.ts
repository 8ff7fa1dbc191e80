/** Positions that count only when a transaction commits: who may store them, and when they are seen. */

import { describe, expect, test } from 'vitest';
import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { batchesOf, isTransactional } from '../../records/batch.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { TxnOffsetCommitRequest } from '../../protocol/messages/28-txn-offset-commit.ts';
import { TestConsumer } from '../consumer-fixture.ts';
import { commitBody, context, GROUP, groupFixture } from '../group-fixture.ts';

type Group = ReturnType<typeof groupFixture>;

const producer = { producerId: 7, producerEpoch: 3 };

function txnBody(overrides: Partial<TxnOffsetCommitRequest> = {}): TxnOffsetCommitRequest {
  return {
    ...producer,
    transactionalId: 't',
    groupId: GROUP,
    generationId: -1,
    memberId: '',
    groupInstanceId: null,
    topics: commitBody({ offsets: { 0: 5 } }).topics.map(({ name, partitions }) => {
      return { name, partitions };
    }),
    ...overrides,
  };
}

async function store(group: Group, overrides: Partial<TxnOffsetCommitRequest> = {}) {
  const response = await group.coordinator.txnOffsetCommit(txnBody(overrides), context(5));
  return response.topics.map(({ partitions }) => partitions[0]!.errorCode);
}

function end(group: Group, committed: boolean, epoch = 4) {
  const { producerId } = producer;
  const ending = { producerId, producerEpoch: epoch, coordinatorEpoch: 1, committed };
  return group.coordinator.endTransaction(0, ending);
}

async function stableOffset({ coordinator }: Group) {
  const topics = [{ name: 'orders', topicId: ZERO_UUID, partitionIndexes: [0] }];
  const groups = [{ groupId: GROUP, memberId: null, memberEpoch: -1, topics }];
  const body = { groupId: '', topics: [], groups, requireStable: true };
  const response = await coordinator.offsetFetch(body, context(9));
  const { errorCode, committedOffset } = response.groups[0]!.topics[0]!.partitions[0]!;
  return [errorCode, committedOffset];
}

describe('Trap 31: what is stored within a transaction', () => {
  test('is seen only after its commit, and makes readers of stable offsets wait before', async () => {
    const group = groupFixture();
    await group.commit(commitBody({ offsets: { 0: 2 } }));
    expect(await store(group)).toEqual([ErrorCode.NONE]);
    expect(await group.committed(0)).toEqual([2]);
    expect(await stableOffset(group)).toEqual([ErrorCode.UNSTABLE_OFFSET_COMMIT, -1]);
    expect(await end(group, true)).toBe(ErrorCode.NONE);
    expect(await stableOffset(group)).toEqual([ErrorCode.NONE, 5]);
  });

  test('is never seen when it aborts', async () => {
    const group = groupFixture();
    await store(group);
    expect(await end(group, false)).toBe(ErrorCode.NONE);
    expect(await stableOffset(group)).toEqual([ErrorCode.NONE, -1]);
  });

  test('stands in a batch of the producer, and is still pending for the next coordinator', async () => {
    const group = groupFixture();
    await store(group);
    const batches = [...batchesOf(group.log.read(0))].map((batch) => [
      isTransactional(batch),
      batch.producerId,
      batch.producerEpoch,
    ]);
    expect(batches).toEqual([[true, 7, 3]]);
    const next = group.successor();
    expect(await stableOffset(next)).toEqual([ErrorCode.UNSTABLE_OFFSET_COMMIT, -1]);
    await end(next, true);
    expect(await stableOffset(next)).toEqual([ErrorCode.NONE, 5]);
  });
});

describe('Trap 31: who may store', () => {
  test('a producer that claims no membership may at any time', async () => {
    const group = groupFixture();
    await group.stableGroup(1);
    expect(await store(group)).toEqual([ErrorCode.NONE]);
  });

  test('a producer that speaks for a member has to be of its generation', async () => {
    const group = groupFixture();
    const { leaderId, generationId } = await group.stableGroup(1);
    const asMember = { memberId: leaderId, generationId };
    expect([
      await store(group, asMember),
      await store(group, { ...asMember, generationId: generationId - 1 }),
      await store(group, { ...asMember, memberId: 'stranger' }),
      await store(group, { ...asMember, groupInstanceId: 'statue' }),
    ]).toEqual([
      [ErrorCode.NONE],
      [ErrorCode.ILLEGAL_GENERATION],
      [ErrorCode.UNKNOWN_MEMBER_ID],
      [ErrorCode.UNKNOWN_MEMBER_ID],
    ]);
  });

  test('nobody is in a generation of a group that is not there', async () => {
    const group = groupFixture();
    expect(await store(group, { memberId: 'a', generationId: 1 })).toEqual([
      ErrorCode.ILLEGAL_GENERATION,
    ]);
    expect(group.log.endOffset).toBe(0);
  });

  test('a group needs a name, a topic has to exist', async () => {
    const group = groupFixture();
    const ghost = { name: 'ghost', partitions: txnBody().topics[0]!.partitions };
    expect([
      await store(group, { groupId: '' }),
      await store(group, { topics: [ghost, ...txnBody().topics] }),
    ]).toEqual([
      [ErrorCode.INVALID_GROUP_ID],
      [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.NONE],
    ]);
  });
});

test('the end of a transaction is refused where the group is not coordinated', async () => {
  const group = groupFixture();
  group.coordinator.resign(0);
  expect(await end(group, true)).toBe(ErrorCode.NOT_COORDINATOR);
});

test('of a consumer group positions are stored by its members, in the epoch that they have', async () => {
  const group = groupFixture();
  const consumer = new TestConsumer(group, 'm');
  await consumer.join();
  const attempts = [
    { memberId: 'm', generationId: 2 },
    { memberId: 'm', generationId: 1 },
    { memberId: 'stranger', generationId: 2 },
    { memberId: '', generationId: -1 },
  ];
  const codes = [];
  for (const attempt of attempts) codes.push(...(await store(group, attempt)));
  expect(codes).toEqual([
    ErrorCode.NONE,
    ErrorCode.ILLEGAL_GENERATION,
    ErrorCode.UNKNOWN_MEMBER_ID,
    ErrorCode.NONE,
  ]);
});
