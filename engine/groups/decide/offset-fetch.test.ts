/** Asking for positions, in the shapes that clients of all ages use. */

import { describe, expect, test } from 'vitest';
import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { encodeBatch } from '../../records/batch-builder.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { OffsetFetchRequest } from '../../protocol/messages/09-offset-fetch.ts';
import { MemoryLog } from '../../coordinator/memory-log.ts';
import { encodeGroupRecord } from '../records/record-codec.ts';
import { commitBody, context, GROUP, groupFixture, TOPIC_IDS } from '../group-fixture.ts';

type Topics = OffsetFetchRequest['groups'][number]['topics'];

function fetchBody(
  topics: Topics,
  overrides: Partial<OffsetFetchRequest> = {},
): OffsetFetchRequest {
  const groups = [{ groupId: GROUP, memberId: null, memberEpoch: -1, topics }];
  return { groupId: '', topics: [], groups, requireStable: false, ...overrides };
}

const orders = (...partitionIndexes: number[]) => ({
  name: 'orders',
  topicId: ZERO_UUID,
  partitionIndexes,
});
const found = {
  partitionIndex: 0,
  committedOffset: 5,
  committedLeaderEpoch: 2,
  metadata: 'here',
  errorCode: 0,
};
const nothing = { committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode: 0 };

async function committedGroup() {
  const fixture = groupFixture();
  await fixture.commit(commitBody({ metadata: 'here' }));
  return fixture;
}

describe('one group', () => {
  const oldBody = (topics: OffsetFetchRequest['topics']): OffsetFetchRequest => ({
    groupId: GROUP,
    topics,
    groups: [],
    requireStable: false,
  });

  test('is what older versions ask for', async () => {
    const { coordinator } = await committedGroup();
    const body = oldBody([{ name: 'orders', partitionIndexes: [0, 1] }]);
    expect(await coordinator.offsetFetch(body, context(5))).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      topics: [
        {
          name: 'orders',
          topicId: ZERO_UUID,
          partitions: [found, { ...nothing, partitionIndex: 1 }],
        },
      ],
      groups: [],
    });
  });

  test('may be asked for as a whole', async () => {
    const { coordinator } = await committedGroup();
    const { topics } = await coordinator.offsetFetch(oldBody(null), context(5));
    expect(topics).toEqual([{ name: 'orders', topicId: ZERO_UUID, partitions: [found] }]);
  });

  test('of another coordinator is an error of the request, or in version 1 of each partition', async () => {
    const { coordinator } = await committedGroup();
    coordinator.resign(0);
    const body = oldBody([{ name: 'orders', partitionIndexes: [0] }]);
    const errorCode = ErrorCode.NOT_COORDINATOR;
    expect(await coordinator.offsetFetch(body, context(2))).toEqual({
      throttleTimeMs: 0,
      errorCode,
      topics: [],
      groups: [],
    });
    expect(await coordinator.offsetFetch(body, context(1))).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      topics: [
        {
          name: 'orders',
          topicId: ZERO_UUID,
          partitions: [{ ...nothing, partitionIndex: 0, errorCode }],
        },
      ],
      groups: [],
    });
  });
});

describe('many groups', () => {
  test('each get their own answer', async () => {
    const { coordinator } = await committedGroup();
    const body = fetchBody([orders(0)]);
    body.groups.push({ groupId: 'other', memberId: null, memberEpoch: -1, topics: null });
    const partitions = [found];
    expect((await coordinator.offsetFetch(body, context(8))).groups).toEqual([
      {
        groupId: GROUP,
        errorCode: 0,
        topics: [{ name: 'orders', topicId: ZERO_UUID, partitions }],
      },
      { groupId: 'other', errorCode: 0, topics: [] },
    ]);
  });
});

describe('topics by id', () => {
  test('are found, and an unknown one says so', async () => {
    const { coordinator } = await committedGroup();
    const ghost = 'Z2hvc3RnaG9zdGdob3N0Zw';
    const topics = [ghost, TOPIC_IDS.orders].map((topicId) => ({
      name: '',
      topicId,
      partitionIndexes: [0],
    }));
    expect(
      (await coordinator.offsetFetch(fetchBody(topics), context(10))).groups[0]!.topics,
    ).toEqual([
      { name: 'orders', topicId: TOPIC_IDS.orders, partitions: [found] },
      {
        name: '',
        topicId: ghost,
        partitions: [{ ...nothing, partitionIndex: 0, errorCode: ErrorCode.UNKNOWN_TOPIC_ID }],
      },
    ]);
  });

  test('are given where everything is asked for', async () => {
    const { coordinator } = await committedGroup();
    const { groups } = await coordinator.offsetFetch(fetchBody(null), context(10));
    expect(groups[0]!.topics).toEqual([
      { name: 'orders', topicId: TOPIC_IDS.orders, partitions: [found] },
    ]);
  });

  test('are not asked for where there is no coordinator', async () => {
    const { coordinator } = await committedGroup();
    coordinator.resign(0);
    const { groups } = await coordinator.offsetFetch(fetchBody(null), context(10));
    expect(groups).toEqual([{ groupId: GROUP, errorCode: ErrorCode.NOT_COORDINATOR, topics: [] }]);
  });
});

describe('offsets in a transaction', () => {
  const transactional = { isTransactional: true, producerId: 9, producerEpoch: 0, baseSequence: 0 };

  function pendingLog(): MemoryLog {
    const log = new MemoryLog();
    const stored = {
      offset: 8,
      leaderEpoch: -1,
      metadata: '',
      commitTimestampMs: 0,
      expireTimestampMs: -1,
      topicId: ZERO_UUID,
    };
    const at = {
      kind: 'offset',
      groupId: GROUP,
      topic: 'orders',
      partition: 0,
      producerId: null,
    } as const;
    const before = encodeGroupRecord({ ...at, value: { ...stored, offset: 5 } })!;
    const pending = encodeGroupRecord({ ...at, value: stored })!;
    log.append(encodeBatch([{ ...before, timestamp: 0 }]), 0);
    log.append(encodeBatch([{ ...pending, timestamp: 0 }], transactional), 0);
    return log;
  }

  function endTransaction(log: MemoryLog, type: 0 | 1): MemoryLog {
    log.append(
      encodeBatch([{ key: Buffer.from([0, 0, 0, type]), value: Buffer.alloc(6), timestamp: 0 }], {
        ...transactional,
        isControl: true,
      }),
      0,
    );
    return log;
  }

  const fetchStable = async (log: MemoryLog, requireStable: boolean) => {
    const { coordinator } = groupFixture({ log });
    const { groups } = await coordinator.offsetFetch(
      fetchBody([orders(0)], { requireStable }),
      context(9),
    );
    const { committedOffset, errorCode } = groups[0]!.topics[0]!.partitions[0]!;
    return { committedOffset, errorCode };
  };

  test('do not count before it ends, and whoever cannot live with that is told to wait', async () => {
    expect(await fetchStable(pendingLog(), false)).toEqual({
      committedOffset: 5,
      errorCode: ErrorCode.NONE,
    });
    expect(await fetchStable(pendingLog(), true)).toEqual({
      committedOffset: -1,
      errorCode: ErrorCode.UNSTABLE_OFFSET_COMMIT,
    });
  });

  test('count when it has committed, and never when it has aborted', async () => {
    expect(await fetchStable(endTransaction(pendingLog(), 1), true)).toEqual({
      committedOffset: 8,
      errorCode: ErrorCode.NONE,
    });
    expect(await fetchStable(endTransaction(pendingLog(), 0), true)).toEqual({
      committedOffset: 5,
      errorCode: ErrorCode.NONE,
    });
  });

  test('keep their group from being forgotten', async () => {
    const { coordinator, clock } = groupFixture({ log: pendingLog() });
    clock.advance(30 * 24 * 3_600_000);
    expect(coordinator.snapshot()[0]!.offsets).toMatchObject([{ committedOffset: 5 }]);
  });
});
