/** The second half of a rebalance: the leader's assignment, and everyone's part of it. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { assignment, groupFixture, isSettled, REBALANCE_MS, SESSION_MS } from '../group-fixture.ts';

/** Two members whose joins have been answered; the first leads. */
async function joinedGroup() {
  const fixture = groupFixture();
  const entered = [await fixture.enter(), await fixture.enter()];
  fixture.clock.advance(0);
  await Promise.all(entered.map(({ joined }) => joined));
  return Object.assign(fixture, { leader: entered[0]!.memberId, follower: entered[1]!.memberId });
}

describe('members wait for the leader', () => {
  test('and each gets its own part; one that it forgot gets nothing', async () => {
    const { sync, leader, follower, describe: described } = await joinedGroup();
    const waiting = sync({ memberId: follower });
    expect(await isSettled(waiting)).toBe(false);
    const assigned = await sync({
      memberId: leader,
      assignments: [{ memberId: leader, assignment: assignment('orders', 0, 1) }],
    });
    const common = {
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      protocolType: 'consumer',
      protocolName: 'range',
    };
    expect([assigned, await waiting]).toEqual([
      { ...common, assignment: assignment('orders', 0, 1) },
      { ...common, assignment: Buffer.alloc(0) },
    ]);
    expect((await described()).groupState).toBe('Stable');
  });

  test('and whoever comes later gets its part at once', async () => {
    const { syncAll, sync, leader, follower } = await joinedGroup();
    await syncAll([leader], 1);
    expect((await sync({ memberId: follower })).errorCode).toBe(ErrorCode.NONE);
  });

  test('and the frame of the assignment may go', async () => {
    const { sync, leader } = await joinedGroup();
    const bytes = assignment('orders', 2);
    const assigned = sync({
      memberId: leader,
      assignments: [{ memberId: leader, assignment: bytes }],
    });
    bytes.fill(0);
    expect((await assigned).assignment).toEqual(assignment('orders', 2));
  });

  test('and one that asks twice is answered twice', async () => {
    const { sync, syncAll, leader, follower } = await joinedGroup();
    const first = sync({ memberId: follower });
    const second = sync({ memberId: follower });
    await syncAll([leader, follower], 1);
    expect([(await first).errorCode, (await second).errorCode]).toEqual([
      ErrorCode.REBALANCE_IN_PROGRESS,
      ErrorCode.NONE,
    ]);
  });

  test('but not when another member comes in between', async () => {
    const { sync, enter, follower } = await joinedGroup();
    const waiting = sync({ memberId: follower });
    await enter();
    expect(await waiting).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.REBALANCE_IN_PROGRESS,
      protocolType: null,
      protocolName: null,
      assignment: Buffer.alloc(0),
    });
  });

  test('and are not taken for dead meanwhile', async () => {
    const { sync, syncAll, heartbeat, clock, leader, follower } = await joinedGroup();
    const waiting = sync({ memberId: follower });
    clock.advance(SESSION_MS - 1);
    await heartbeat(leader, 1);
    clock.advance(SESSION_MS - 1);
    await syncAll([leader, follower], 1);
    expect((await waiting).errorCode).toBe(ErrorCode.NONE);
    clock.advance(SESSION_MS - 1);
    expect(await heartbeat(follower, 1)).toBe(ErrorCode.NONE);
  });
});

describe('a sync is refused', () => {
  test.each([
    ['of an empty group id', { groupId: '' }, ErrorCode.INVALID_GROUP_ID],
    ['of a group that is not there', { groupId: 'other' }, ErrorCode.UNKNOWN_MEMBER_ID],
    ['of a member that is not there', { memberId: 'ghost' }, ErrorCode.UNKNOWN_MEMBER_ID],
    ['of an old generation', { generationId: 0 }, ErrorCode.ILLEGAL_GENERATION],
    ['of another protocol', { protocolName: 'mine' }, ErrorCode.INCONSISTENT_GROUP_PROTOCOL],
    [
      'of another protocol type',
      { protocolType: 'connect' },
      ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
    ],
  ])('%s', async (_name, overrides, errorCode) => {
    const { sync, leader } = await joinedGroup();
    expect((await sync({ memberId: leader, ...overrides })).errorCode).toBe(errorCode);
  });

  test('while members are asked to join again', async () => {
    const { sync, enter, leader } = await joinedGroup();
    await enter();
    expect((await sync({ memberId: leader })).errorCode).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  test('but not for a version that does not say what it believes', async () => {
    const { sync, leader } = await joinedGroup();
    expect(
      (await sync({ memberId: leader, protocolName: null, protocolType: null })).errorCode,
    ).toBe(ErrorCode.NONE);
  });
});

describe('a member that never asks for its part', () => {
  test('is put out after the rebalance time-out, and the rest join again', async () => {
    const { syncAll, heartbeat, stateOf, clock, leader, follower } = await joinedGroup();
    await syncAll([leader], 1);
    for (let passed = SESSION_MS / 2; passed < REBALANCE_MS; passed += SESSION_MS / 2) {
      clock.advance(SESSION_MS / 2);
      expect([await heartbeat(leader, 1), await heartbeat(follower, 1)]).toEqual([
        ErrorCode.NONE,
        ErrorCode.NONE,
      ]);
    }
    clock.advance(SESSION_MS / 2);
    expect([await stateOf(), await heartbeat(follower, 1)]).toEqual([
      'PreparingRebalance',
      ErrorCode.UNKNOWN_MEMBER_ID,
    ]);
  });

  test('is not put out when it has asked', async () => {
    const { syncAll, heartbeat, stateOf, clock, leader, follower } = await joinedGroup();
    await syncAll([leader, follower], 1);
    for (let passed = 0; passed < 2 * REBALANCE_MS; passed += SESSION_MS / 2) {
      clock.advance(SESSION_MS / 2);
      await heartbeat(leader, 1);
      await heartbeat(follower, 1);
    }
    expect(await stateOf()).toBe('Stable');
  });
});

test('an assignment that cannot be stored is not handed out, and can be brought again', async () => {
  const { sync, syncAll, stateOf, log, leader, follower } = await joinedGroup();
  const waiting = sync({ memberId: follower });
  log.appendError = ErrorCode.NOT_ENOUGH_REPLICAS;
  expect((await syncAll([leader], 1))[0]!.errorCode).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
  expect([await isSettled(waiting), await stateOf()]).toEqual([false, 'CompletingRebalance']);
  log.appendError = 0;
  await syncAll([leader, follower], 1);
  expect(await stateOf()).toBe('Stable');
});

test('an assignment is handed out only when it is replicated', async () => {
  const { sync, log, leader } = await joinedGroup();
  log.isReplicated = false;
  const assigned = sync({ memberId: leader, assignments: [] });
  expect(await isSettled(assigned)).toBe(false);
  log.replicate();
  expect((await assigned).errorCode).toBe(ErrorCode.NONE);
});
