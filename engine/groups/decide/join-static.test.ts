/** Static members: they keep their place over a restart, and what they were before is fenced. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  assignment,
  GROUP,
  groupFixture,
  isSettled,
  REBALANCE_MS,
  SESSION_MS,
  subscription,
} from '../group-fixture.ts';

const static1 = { groupInstanceId: 'one' };
const static2 = { groupInstanceId: 'two' };

/** A stable group of two static members, the first of which leads. */
async function staticGroup(config = {}) {
  const fixture = groupFixture({ config });
  const joins = [fixture.join(static1), fixture.join(static2)];
  fixture.clock.advance(0);
  const [first, second] = await Promise.all(joins);
  await fixture.syncAll([first!.memberId, second!.memberId], 1);
  return Object.assign(fixture, { one: first!.memberId, two: second!.memberId });
}

describe('a static member', () => {
  test('needs no second request and is named after its instance', async () => {
    const { join, clock } = groupFixture();
    const joined = join(static1);
    clock.advance(0);
    const { memberId, members } = await joined;
    expect([memberId.slice(0, 4), members[0]!.groupInstanceId]).toEqual(['one-', 'one']);
  });

  test('comes back to its assignment without a rebalance, under a new id', async () => {
    const { join, sync, heartbeat, stateOf, one, two } = await staticGroup();
    const answer = await join(static2);
    expect(answer).toMatchObject({
      errorCode: 0,
      generationId: 1,
      leader: one,
      members: [],
      skipAssignment: false,
    });
    const { memberId } = answer;
    expect(memberId).not.toBe(two);
    expect(await sync({ memberId, ...static2 })).toMatchObject({
      errorCode: 0,
      assignment: assignment('orders', 1),
    });
    expect([await heartbeat(memberId, 1, 'two'), await stateOf()]).toEqual([
      ErrorCode.NONE,
      'Stable',
    ]);
  });

  test('that leads is told who is there, and to leave the assignment alone', async () => {
    const { join, one } = await staticGroup();
    const { memberId, leader, skipAssignment, members } = await join(static1);
    expect({
      isNew: memberId !== one,
      leads: leader === memberId,
      skipAssignment,
      members: members.length,
    }).toEqual({
      isNew: true,
      leads: true,
      skipAssignment: true,
      members: 2,
    });
  });

  test('that leads and cannot be told that is told that it does not lead', async () => {
    const { join, one } = await staticGroup();
    expect(await join(static1, 8)).toMatchObject({
      leader: one,
      skipAssignment: false,
      members: [],
      generationId: 1,
    });
  });

  test('that comes back with another protocol of choice causes a rebalance', async () => {
    const { join, one, two } = await staticGroup();
    const both = ['mine', 'range'].map((name) => ({ name, metadata: subscription('orders') }));
    const joins = [
      join({ ...static1, memberId: one, protocols: both }),
      join({ ...static2, memberId: two, protocols: both }),
    ];
    const { protocolName } = (await joins[0])!;
    expect(protocolName).toBe('mine');
    const back = join({ ...static2, protocols: both.slice(1) });
    expect(await isSettled(back)).toBe(false);
  });

  test('that comes back while assignments are made starts the rebalance anew', async () => {
    const { join, sync, clock } = groupFixture();
    const joins = [join(static1), join(static2)];
    clock.advance(0);
    const [first, second] = await Promise.all(joins);
    const waiting = sync({ memberId: second!.memberId, ...static2 });
    const back = join(static2);
    expect((await waiting).errorCode).toBe(ErrorCode.FENCED_INSTANCE_ID);
    void join({ memberId: first!.memberId, ...static1 });
    expect(await back).toMatchObject({ errorCode: 0, generationId: 2 });
  });

  test('that comes back while the others gather takes the place of its former request', async () => {
    const { join, one, leave, two, clock } = await staticGroup();
    const waiting = join({ memberId: one, ...static1 });
    const back = join(static1);
    expect(await waiting).toMatchObject({ errorCode: ErrorCode.FENCED_INSTANCE_ID, memberId: one });
    expect(await leave(two, 'two')).toBe(ErrorCode.NONE);
    clock.advance(0);
    expect(await back).toMatchObject({ errorCode: 0, generationId: 2 });
  });

  test('keeps its place while it does not come back, until its session ends', async () => {
    const { join, one, coordinator, heartbeat, clock } = await staticGroup();
    const memberIds = () =>
      coordinator.snapshot()[0]!.members.map(({ groupInstanceId }) => groupInstanceId);
    const back = join({ memberId: one, ...static1, rebalanceTimeoutMs: 7000 });
    expect(await isSettled(back)).toBe(false);
    clock.advance(SESSION_MS - 1);
    expect(memberIds()).toEqual(['one', 'two']);
    clock.advance(1);
    expect([memberIds(), (await back).generationId]).toEqual([['one'], 2]);
    expect(await heartbeat(one, 2, 'one')).toBe(ErrorCode.NONE);
  });

  test('that does not come back in time stays, but another leads the next generation', async () => {
    const patient = { sessionTimeoutMs: 6 * REBALANCE_MS };
    const { join, syncAll, heartbeat, clock, coordinator } = groupFixture();
    const joins = [join({ ...static1, ...patient }), join({ ...static2, ...patient })];
    clock.advance(0);
    const [one, two] = (await Promise.all(joins)).map(({ memberId }) => memberId);
    await syncAll([one!, two!], 1);
    await coordinator.forceRebalance(GROUP, 'why not');
    const back = join({ memberId: two!, ...static2, ...patient });
    clock.advance(REBALANCE_MS - 1);
    expect(await isSettled(back)).toBe(false);
    clock.advance(1);
    expect(await back).toMatchObject({ generationId: 2, leader: two });
    expect((await back).members.map(({ memberId }) => memberId)).toEqual([one, two]);
    expect(await heartbeat(one!, 2, 'one')).toBe(ErrorCode.NONE);
  });

  test('alone, that does not come back, is waited for again and again until its session ends', async () => {
    const { join, leave, one, two, clock, stateOf } = await staticGroup();
    const long = { sessionTimeoutMs: 200_000, rebalanceTimeoutMs: 1000 };
    await join({ ...static1, ...long });
    await leave(two, 'two');
    expect(await stateOf()).toBe('PreparingRebalance');
    clock.advance(199_999);
    expect(await stateOf()).toBe('PreparingRebalance');
    clock.advance(1);
    expect([await stateOf(), one.slice(0, 3)]).toEqual(['Empty', 'one']);
  });
});

describe('fenced is', () => {
  test('the former id, whatever it asks', async () => {
    const { join, sync, heartbeat, leave, commit, two } = await staticGroup();
    await join(static2);
    const committed = await commit({
      groupId: GROUP,
      generationIdOrMemberEpoch: 1,
      memberId: two,
      groupInstanceId: 'two',
      retentionTimeMs: -1,
      topics: [
        {
          name: 'orders',
          topicId: '',
          partitions: [
            {
              partitionIndex: 0,
              committedOffset: 1,
              committedLeaderEpoch: -1,
              committedMetadata: null,
            },
          ],
        },
      ],
    });
    expect([
      (await join({ memberId: two, ...static2 })).errorCode,
      (await sync({ memberId: two, ...static2 })).errorCode,
      await heartbeat(two, 1, 'two'),
      await leave(two, 'two'),
      committed,
    ]).toEqual(Array.from({ length: 5 }, () => ErrorCode.FENCED_INSTANCE_ID));
  });

  test('nobody, where the instance is not known at all', async () => {
    const { heartbeat, one } = await staticGroup();
    expect(await heartbeat(one, 1, 'three')).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });
});

test('static members are found again by the next coordinator', async () => {
  const { successor, join } = await staticGroup();
  await join(static2);
  const next = successor();
  const answer = await next.join(static2);
  expect(answer).toMatchObject({ errorCode: 0, generationId: 1, members: [] });
  expect(await next.sync({ memberId: answer.memberId, ...static2 })).toMatchObject({
    assignment: assignment('orders', 1),
  });
});
