/** Storing positions: who may, what is kept, and what it looks like in the log. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  commitBody,
  context,
  GROUP,
  groupFixture,
  isSettled,
  SESSION_MS,
  TOPIC_IDS,
} from '../group-fixture.ts';

describe('a consumer without a group', () => {
  test('may commit while the group has no members', async () => {
    const { commit, committed, coordinator } = groupFixture();
    expect(await commit(commitBody({ offsets: { 0: 5 } }))).toBe(ErrorCode.NONE);
    expect(await commit(commitBody({ offsets: { 0: 7, 2: 9 } }))).toBe(ErrorCode.NONE);
    expect(await committed(0, 1, 2)).toEqual([7, -1, 9]);
    expect(coordinator.snapshot()[0]).toMatchObject({
      state: 'Empty',
      protocolType: '',
      generationId: 0,
      members: [],
    });
  });

  test('may not while it has', async () => {
    const { commit, committed, stableGroup } = groupFixture();
    await stableGroup(1);
    expect([await commit(commitBody()), await committed(0)]).toEqual([
      ErrorCode.UNKNOWN_MEMBER_ID,
      [-1],
    ]);
  });

  test('may again when the last has left', async () => {
    const { commit, stableGroup, leave } = groupFixture();
    const { leaderId } = await stableGroup(1);
    await leave(leaderId);
    expect(await commit(commitBody())).toBe(ErrorCode.NONE);
  });
});

describe('a member', () => {
  const byMember = (memberId: string, generationIdOrMemberEpoch = 1) =>
    commitBody({ memberId, generationIdOrMemberEpoch });

  test('may commit in its generation', async () => {
    const { commit, committed, stableGroup } = groupFixture();
    const { memberIds } = await stableGroup(2);
    expect([await commit(byMember(memberIds[1]!)), await committed(0)]).toEqual([
      ErrorCode.NONE,
      [5],
    ]);
  });

  test('may commit when it is asked to join again, so that what it gives up is not read twice', async () => {
    const { commit, stableGroup, enter } = groupFixture();
    const { leaderId } = await stableGroup(1);
    await enter();
    expect(await commit(byMember(leaderId))).toBe(ErrorCode.NONE);
  });

  test('may not between the two halves of a rebalance', async () => {
    const { commit, enter, clock } = groupFixture();
    const { memberId, joined } = await enter();
    clock.advance(0);
    await joined;
    expect(await commit(byMember(memberId))).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  test.each([
    ['of an old generation', 0, 'leader', ErrorCode.ILLEGAL_GENERATION],
    ['without a generation', -1, 'leader', ErrorCode.ILLEGAL_GENERATION],
    ['that is not there', 1, 'ghost', ErrorCode.UNKNOWN_MEMBER_ID],
  ])('%s may not', async (_name, generation, who, errorCode) => {
    const { commit, stableGroup } = groupFixture();
    const { leaderId } = await stableGroup(1);
    expect(await commit(byMember(who === 'leader' ? leaderId : who, generation))).toBe(errorCode);
  });

  test('of a group that is not there may not, and is told so as its version can understand', async () => {
    const { commit } = groupFixture();
    expect([await commit(byMember('ghost'), 8), await commit(byMember('ghost'), 9)]).toEqual([
      ErrorCode.ILLEGAL_GENERATION,
      ErrorCode.GROUP_ID_NOT_FOUND,
    ]);
  });

  test('that commits is heard of', async () => {
    const { commit, stableGroup, heartbeat, clock } = groupFixture();
    const { leaderId } = await stableGroup(1);
    clock.advance(SESSION_MS - 1);
    await commit(byMember(leaderId));
    clock.advance(SESSION_MS - 1);
    expect(await heartbeat(leaderId, 1)).toBe(ErrorCode.NONE);
  });
});

test('everything about an offset comes back from the log', async () => {
  const { coordinator, clock, successor } = groupFixture();
  await coordinator.offsetCommit(
    commitBody({ metadata: 'Zeile 5 ✓', offsets: { 1: 2 ** 40 } }),
    context(9),
  );
  const view = {
    topic: 'orders',
    partition: 1,
    committedOffset: 2 ** 40,
    leaderEpoch: 2,
    metadata: 'Zeile 5 ✓',
    commitTimestampMs: clock.now(),
  };
  const next = successor().coordinator;
  expect([coordinator.snapshot(), next.snapshot()[0]!.offsets]).toEqual([[], [view]]);
});

test('metadata that is too long is refused where it is, and null is empty', async () => {
  const { coordinator, committed } = groupFixture();
  const body = commitBody({ metadata: 'x'.repeat(4097) });
  const fine = commitBody({ metadata: 'x'.repeat(4096), offsets: { 1: 6 } }).topics[0]!.partitions;
  body.topics[0]!.partitions.push(...fine, {
    ...fine[0]!,
    partitionIndex: 2,
    committedMetadata: null,
  });
  expect((await coordinator.offsetCommit(body, context(9))).topics[0]!.partitions).toEqual([
    { partitionIndex: 0, errorCode: ErrorCode.OFFSET_METADATA_TOO_LARGE },
    { partitionIndex: 1, errorCode: ErrorCode.NONE },
    { partitionIndex: 2, errorCode: ErrorCode.NONE },
  ]);
  expect(await committed(0, 1, 2)).toEqual([-1, 6, 6]);
});

describe('topics', () => {
  test('that do not exist are refused, the others stored', async () => {
    const { coordinator, committed } = groupFixture();
    const body = commitBody({ topic: 'ghost' });
    body.topics.push(...commitBody({ offsets: { 0: 1 } }).topics);
    expect((await coordinator.offsetCommit(body, context(9))).topics).toEqual([
      {
        name: 'ghost',
        topicId: body.topics[0]!.topicId,
        partitions: [{ partitionIndex: 0, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }],
      },
      {
        name: 'orders',
        topicId: body.topics[1]!.topicId,
        partitions: [{ partitionIndex: 0, errorCode: ErrorCode.NONE }],
      },
    ]);
    expect(await committed(0)).toEqual([1]);
  });

  test('are found by their ids from version 10', async () => {
    const { coordinator, committed } = groupFixture();
    const body = commitBody({ topic: '', topicId: TOPIC_IDS.orders, offsets: { 0: 4 } });
    body.topics.push(...commitBody({ topic: '', topicId: 'Z2hvc3RnaG9zdGdob3N0Zw' }).topics);
    expect((await coordinator.offsetCommit(body, context(10))).topics).toEqual([
      {
        name: '',
        topicId: TOPIC_IDS.orders,
        partitions: [{ partitionIndex: 0, errorCode: ErrorCode.NONE }],
      },
      {
        name: '',
        topicId: 'Z2hvc3RnaG9zdGdob3N0Zw',
        partitions: [{ partitionIndex: 0, errorCode: ErrorCode.UNKNOWN_TOPIC_ID }],
      },
    ]);
    expect(await committed(0)).toEqual([4]);
  });
});

describe('a commit that the log does not take', () => {
  test.each([
    [ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.INVALID_COMMIT_OFFSET_SIZE],
    [ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.COORDINATOR_NOT_AVAILABLE],
    [ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.NOT_COORDINATOR],
    [ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.COORDINATOR_NOT_AVAILABLE],
    [12345, ErrorCode.UNKNOWN_SERVER_ERROR],
  ])('fails with an error for members: %i becomes %i', async (logError, errorCode) => {
    const { commit, committed, log, coordinator } = groupFixture();
    log.appendError = logError;
    expect([await commit(commitBody()), await committed(0), coordinator.snapshot()]).toEqual([
      errorCode,
      [-1],
      [],
    ]);
  });

  test('soon enough is refused, though it may still come to be', async () => {
    const { commit, committed, clock, log } = groupFixture();
    log.isReplicated = false;
    const waiting = commit(commitBody());
    clock.advance(4999);
    expect(await isSettled(waiting)).toBe(false);
    clock.advance(1);
    expect(await waiting).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    log.replicate();
    expect(await committed(0)).toEqual([5]);
  });
});

test('a group id may be empty here, as it always could', async () => {
  const { commit, coordinator } = groupFixture();
  expect([
    await commit(commitBody({ groupId: '' })),
    coordinator.snapshot()[0]!.groupId,
    GROUP,
  ]).toEqual([ErrorCode.NONE, '', 'g']);
});
