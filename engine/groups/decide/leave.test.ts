/** Leaving: one or many, dynamic or static, known or not. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { context, GROUP, groupFixture } from '../group-fixture.ts';

describe('a member that leaves', () => {
  test('causes a rebalance of the others', async () => {
    const { stableGroup, leave, stateOf, heartbeat } = groupFixture();
    const { memberIds } = await stableGroup(2);
    expect([
      await leave(memberIds[0]!),
      await stateOf(),
      await heartbeat(memberIds[1]!, 1),
    ]).toEqual([ErrorCode.NONE, 'PreparingRebalance', ErrorCode.REBALANCE_IN_PROGRESS]);
  });

  test('leaves the group empty when it was the last, at once', async () => {
    const { stableGroup, leave, stateOf, successor } = groupFixture();
    const { leaderId } = await stableGroup(1);
    await leave(leaderId);
    expect([await stateOf(), await successor().stateOf()]).toEqual(['Empty', 'Empty']);
  });

  test('lets the others go on when it was the one they waited for', async () => {
    const { stableGroup, join, leave } = groupFixture();
    const { memberIds } = await stableGroup(2);
    const waiting = join({ memberId: memberIds[0]! });
    await leave(memberIds[1]!);
    expect((await waiting).generationId).toBe(2);
  });

  test('is told so when a join of its own still waits', async () => {
    const { stableGroup, join, leave } = groupFixture();
    const { memberIds } = await stableGroup(2);
    const waiting = join({ memberId: memberIds[0]! });
    await leave(memberIds[0]!);
    expect((await waiting).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  test('before its second join gives its id back without disturbing anyone', async () => {
    const { stableGroup, join, leave, stateOf } = groupFixture();
    await stableGroup(1);
    const { memberId } = await join();
    expect([await leave(memberId), await stateOf(), (await join({ memberId })).errorCode]).toEqual([
      ErrorCode.NONE,
      'Stable',
      ErrorCode.UNKNOWN_MEMBER_ID,
    ]);
  });

  test('before its second join lets a rebalance go on that waited for it', async () => {
    const { stableGroup, join, leave } = groupFixture();
    const { leaderId } = await stableGroup(1);
    const { memberId } = await join();
    const waiting = join({ memberId: leaderId });
    await leave(memberId);
    expect((await waiting).generationId).toBe(2);
  });
});

describe('many may be named', () => {
  test('each with its own result', async () => {
    const { stableGroup, join, coordinator } = groupFixture();
    await stableGroup(1);
    void join({ groupInstanceId: 'one' });
    const members = [
      { memberId: '', groupInstanceId: 'one', reason: 'consumer was removed by an administrator' },
      { memberId: '', groupInstanceId: 'two', reason: null },
      { memberId: 'ghost', groupInstanceId: null, reason: null },
    ];
    const response = await coordinator.leaveGroup(
      { groupId: GROUP, memberId: '', members },
      context(5),
    );
    expect(response).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      members: [
        { memberId: '', groupInstanceId: 'one', errorCode: ErrorCode.NONE },
        { memberId: '', groupInstanceId: 'two', errorCode: ErrorCode.UNKNOWN_MEMBER_ID },
        { memberId: 'ghost', groupInstanceId: null, errorCode: ErrorCode.UNKNOWN_MEMBER_ID },
      ],
    });
  });

  test('and of a group that is not there none is known', async () => {
    const { coordinator, leave } = groupFixture();
    expect(await leave('ghost')).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    const empty = { groupId: '', memberId: '', members: [] };
    expect((await coordinator.leaveGroup(empty, context(5))).errorCode).toBe(
      ErrorCode.INVALID_GROUP_ID,
    );
  });
});

test('older versions name one member, and its result is that of the request', async () => {
  const { stableGroup, coordinator } = groupFixture();
  const { leaderId } = await stableGroup(1);
  const leave = (memberId: string) =>
    coordinator.leaveGroup({ groupId: GROUP, memberId, members: [] }, context(2));
  expect([await leave('ghost'), await leave(leaderId)]).toEqual([
    { throttleTimeMs: 0, errorCode: ErrorCode.UNKNOWN_MEMBER_ID, members: [] },
    { throttleTimeMs: 0, errorCode: ErrorCode.NONE, members: [] },
  ]);
});
