/** Sessions: who is heard of stays, who is not goes. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { context, GROUP, groupFixture, isSettled, SESSION_MS } from '../group-fixture.ts';

describe('a heartbeat', () => {
  test('keeps a member in the group for another session', async () => {
    const { stableGroup, heartbeat, clock } = groupFixture();
    const { leaderId } = await stableGroup(1);
    for (let beat = 0; beat < 3; beat += 1) {
      clock.advance(SESSION_MS - 1);
      expect(await heartbeat(leaderId, 1)).toBe(ErrorCode.NONE);
    }
    clock.advance(SESSION_MS);
    expect(await heartbeat(leaderId, 1)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  test('tells members to join again while a rebalance is prepared, and only then', async () => {
    const { stableGroup, join, enter, heartbeat } = groupFixture();
    const { leaderId } = await stableGroup(1);
    const { memberId, joined } = await enter();
    expect(await heartbeat(leaderId, 1)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    await join({ memberId: leaderId });
    await joined;
    expect([await heartbeat(leaderId, 2), await heartbeat(memberId, 2)]).toEqual([
      ErrorCode.NONE,
      ErrorCode.NONE,
    ]);
  });

  test('is answered even while nothing can be replicated', async () => {
    const { stableGroup, heartbeat, log, commit } = groupFixture();
    const { leaderId } = await stableGroup(1);
    log.isReplicated = false;
    const body = {
      groupId: GROUP,
      generationIdOrMemberEpoch: 1,
      memberId: leaderId,
      groupInstanceId: null,
      retentionTimeMs: -1,
    };
    const partitions = [
      { partitionIndex: 0, committedOffset: 3, committedLeaderEpoch: -1, committedMetadata: null },
    ];
    const waiting = commit({ ...body, topics: [{ name: 'orders', topicId: '', partitions }] });
    expect([await heartbeat(leaderId, 1), await isSettled(waiting)]).toEqual([
      ErrorCode.NONE,
      false,
    ]);
  });

  test.each([
    ['an old generation', { generationId: 0 }, ErrorCode.ILLEGAL_GENERATION],
    ['a member that is not there', { memberId: 'ghost' }, ErrorCode.UNKNOWN_MEMBER_ID],
    ['a group that is not there', { groupId: 'other' }, ErrorCode.UNKNOWN_MEMBER_ID],
    ['an empty group id', { groupId: '' }, ErrorCode.INVALID_GROUP_ID],
  ])('of %s is refused', async (_name, overrides, errorCode) => {
    const { stableGroup, coordinator } = groupFixture();
    const { leaderId } = await stableGroup(1);
    const body = {
      groupId: GROUP,
      memberId: leaderId,
      generationId: 1,
      groupInstanceId: null,
      ...overrides,
    };
    expect(await coordinator.heartbeat(body, context(4))).toEqual({ throttleTimeMs: 0, errorCode });
  });
});

describe('a member that is not heard of', () => {
  test('is put out, and the others join again without it', async () => {
    const { stableGroup, heartbeat, join, clock, events } = groupFixture();
    const { memberIds, leaderId } = await stableGroup(3);
    clock.advance(SESSION_MS / 2);
    await heartbeat(memberIds[1]!, 1);
    await heartbeat(memberIds[2]!, 1);
    clock.advance(SESSION_MS / 2);
    expect(await heartbeat(memberIds[1]!, 1)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    const joins = [join({ memberId: memberIds[1]! }), join({ memberId: memberIds[2]! })];
    expect((await joins[0])!).toMatchObject({ generationId: 2, leader: memberIds[1] });
    expect(events.filter(({ kind }) => kind === 'member-left')).toEqual([
      {
        kind: 'member-left',
        groupId: GROUP,
        memberId: leaderId,
        reason: 'it was not heard of for its session time-out',
        generationId: -1,
      },
    ]);
  });

  test('leaves an empty group behind when it was the last', async () => {
    const { stableGroup, describe: described, clock, coordinator } = groupFixture();
    await stableGroup(2);
    clock.advance(SESSION_MS);
    expect(await described()).toMatchObject({
      groupState: 'Empty',
      protocolType: 'consumer',
      protocolData: '',
      members: [],
    });
    expect(coordinator.snapshot()[0]).toMatchObject({ generationId: 2, leaderId: '' });
  });

  test('may be waiting for an answer of ours, and is then left alone', async () => {
    const { stableGroup, join, heartbeat, clock } = groupFixture();
    const { memberIds, leaderId } = await stableGroup(2);
    const waiting = join({ memberId: leaderId });
    clock.advance(SESSION_MS - 1);
    await heartbeat(memberIds[1]!, 1);
    clock.advance(SESSION_MS - 1);
    expect(await isSettled(waiting)).toBe(false);
    void join({ memberId: memberIds[1]! });
    expect(await waiting).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 2 });
  });
});
