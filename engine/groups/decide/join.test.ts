/** Entering a group: ids, the wait for the others, generations, and who is refused. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  context,
  GROUP,
  groupFixture,
  isSettled,
  joinBody,
  REBALANCE_MS,
  SESSION_MS,
  settle,
  subscription,
} from '../group-fixture.ts';

const protocols = [{ name: 'range', metadata: subscription('orders') }];

describe('the first join', () => {
  test('is answered with an id to come back with', async () => {
    const { join, stateOf } = groupFixture();
    expect(await join()).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.MEMBER_ID_REQUIRED,
      generationId: -1,
      protocolType: null,
      protocolName: null,
      leader: '',
      skipAssignment: false,
      memberId: 'sally-00000000-0000-4000-8000-000000000001',
      members: [],
    });
    expect(await stateOf()).toBe('Empty');
  });

  test('of an older client needs no second one', async () => {
    const { clock, join } = groupFixture();
    const joined = join({}, 3);
    clock.advance(0);
    const { errorCode, generationId, leader, memberId, members } = await joined;
    expect({ errorCode, generationId, isLeader: leader === memberId, members }).toEqual({
      errorCode: ErrorCode.NONE,
      generationId: 1,
      isLeader: true,
      members: [{ memberId, groupInstanceId: null, metadata: protocols[0]!.metadata }],
    });
  });

  test('of the oldest client has one time-out for sessions and rebalances', async () => {
    const { clock, coordinator, join, stateOf } = groupFixture();
    const first = coordinator.joinGroup(joinBody({ rebalanceTimeoutMs: -1 }), context(0));
    clock.advance(0);
    await first;
    void join({}, 3);
    clock.advance(SESSION_MS - 1);
    expect(await stateOf()).toBe('PreparingRebalance');
    clock.advance(1);
    expect(await stateOf()).toBe('CompletingRebalance');
  });

  test('brings the group into the log before anything else happens', async () => {
    const { join, log, successor } = groupFixture();
    await join();
    expect(log.endOffset).toBe(1);
    expect(await successor().describe()).toMatchObject({
      groupState: 'Empty',
      protocolType: '',
      members: [],
    });
  });

  test('that is not answered in time is forgotten', async () => {
    const { clock, enter } = groupFixture({ config: { initialRebalanceDelayMs: 600_000 } });
    const { joined } = await enter();
    clock.advance(5 * 60_000);
    expect((await joined).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });
});

describe('a generation', () => {
  test('begins when everyone has joined; only the leader learns who is there', async () => {
    const { enter, clock } = groupFixture();
    const first = await enter({}, 'sally');
    const second = await enter({}, 'fred');
    clock.advance(0);
    const both = {
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      generationId: 1,
      protocolType: 'consumer',
      protocolName: 'range',
      leader: first.memberId,
      skipAssignment: false,
    };
    const metadata = protocols[0]!.metadata;
    expect(await Promise.all([first.joined, second.joined])).toEqual([
      {
        ...both,
        memberId: first.memberId,
        members: [
          { memberId: first.memberId, groupInstanceId: null, metadata },
          { memberId: second.memberId, groupInstanceId: null, metadata },
        ],
      },
      { ...both, memberId: second.memberId, members: [] },
    ]);
  });

  test('waits for members that have an id and have yet to come back', async () => {
    const { join, stableGroup, enter, stateOf, clock } = groupFixture();
    const { leaderId } = await stableGroup(1);
    await join();
    const { joined } = await enter();
    const again = join({ memberId: leaderId });
    expect(await isSettled(joined)).toBe(false);
    clock.advance(SESSION_MS);
    expect([(await joined).generationId, (await again).generationId, await stateOf()]).toEqual([
      2,
      2,
      'CompletingRebalance',
    ]);
  });

  test('goes on without members that do not come back in time', async () => {
    const { stableGroup, enter, heartbeat, clock } = groupFixture();
    const { leaderId } = await stableGroup(1);
    const { memberId, joined } = await enter();
    for (let waited = 0; waited < REBALANCE_MS; waited += SESSION_MS / 2) {
      expect(await heartbeat(leaderId, 1)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
      clock.advance(SESSION_MS / 2);
    }
    expect(await joined).toMatchObject({ generationId: 2, leader: memberId });
    expect(await heartbeat(leaderId, 1)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });
});

describe('the first rebalance of an empty group', () => {
  const config = { initialRebalanceDelayMs: 3000 };

  test('waits for more members, and a little longer when some come', async () => {
    const { enter, clock } = groupFixture({ config });
    const first = await enter();
    clock.advance(2000);
    const second = await enter();
    clock.advance(2000);
    expect(await isSettled(first.joined)).toBe(false);
    clock.advance(2000);
    expect((await first.joined).members.map(({ memberId }) => memberId)).toEqual([
      first.memberId,
      second.memberId,
    ]);
  });

  test('does not wait longer than the members allow', async () => {
    const { enter, clock } = groupFixture({ config });
    const first = await enter({ rebalanceTimeoutMs: 5000 });
    for (let passed = 0; passed < 5000; passed += 1000) {
      expect(await isSettled(first.joined)).toBe(false);
      await enter({ rebalanceTimeoutMs: 5000 });
      clock.advance(1000);
    }
    clock.advance(1000);
    expect((await first.joined).generationId).toBe(1);
  });
});

describe('joining again', () => {
  test('a follower with nothing new gets the current generation', async () => {
    const { stableGroup, join, stateOf } = groupFixture();
    const { memberIds, leaderId } = await stableGroup(2);
    const memberId = memberIds[1]!;
    expect(await join({ memberId })).toMatchObject({
      errorCode: 0,
      generationId: 1,
      leader: leaderId,
      memberId,
      members: [],
    });
    expect(await stateOf()).toBe('Stable');
  });

  test('a follower with new metadata causes a rebalance', async () => {
    const { stableGroup, join, stateOf } = groupFixture();
    const { memberIds } = await stableGroup(2);
    const joined = join({
      memberId: memberIds[1]!,
      protocols: [{ name: 'range', metadata: subscription('clicks') }],
    });
    expect([await isSettled(joined), await stateOf()]).toEqual([false, 'PreparingRebalance']);
  });

  test('the leader always causes a rebalance', async () => {
    const { stableGroup, join } = groupFixture();
    const { leaderId } = await stableGroup(1);
    expect(await join({ memberId: leaderId })).toMatchObject({
      generationId: 2,
      leader: leaderId,
      skipAssignment: false,
    });
  });

  test('before the assignment is there repeats the answer, also to the leader', async () => {
    const { enter, join, clock } = groupFixture();
    const { memberId, joined } = await enter();
    clock.advance(0);
    const answer = await joined;
    expect(await join({ memberId })).toEqual(answer);
  });

  test('before the assignment is there, with new metadata, starts the rebalance anew', async () => {
    const { enter, join, sync, clock } = groupFixture();
    const [first, second] = [await enter(), await enter()];
    clock.advance(0);
    await first.joined;
    const waiting = sync({ memberId: second.memberId });
    const again = join({
      memberId: first.memberId,
      protocols: [{ name: 'range', metadata: subscription('clicks') }],
    });
    expect((await waiting).errorCode).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    void join({ memberId: second.memberId });
    expect(await again).toMatchObject({ errorCode: 0, generationId: 2 });
  });

  test('while an earlier request waits takes its place', async () => {
    const { enter, join, clock } = groupFixture();
    const { memberId, joined } = await enter();
    const again = join({ memberId });
    clock.advance(0);
    expect([(await joined).errorCode, (await again).errorCode]).toEqual([
      ErrorCode.REBALANCE_IN_PROGRESS,
      ErrorCode.NONE,
    ]);
  });

  test('after the frame is gone the metadata is still there', async () => {
    const { stableGroup, join } = groupFixture();
    const { leaderId } = await stableGroup(1);
    const metadata = subscription('clicks');
    const joined = join({ memberId: leaderId, protocols: [{ name: 'range', metadata }] });
    metadata.fill(0);
    expect((await joined).members[0]!.metadata).toEqual(subscription('clicks'));
  });
});

describe('the protocol', () => {
  test('is the one most members like best of those that all offer', async () => {
    const { enter, clock } = groupFixture();
    const offer = (...names: string[]) => ({
      protocols: names.map((name) => ({ name, metadata: Buffer.from(name) })),
    });
    const first = await enter(offer('range', 'roundrobin', 'mine'));
    await enter(offer('roundrobin', 'range'));
    await enter(offer('other', 'roundrobin', 'range'));
    clock.advance(0);
    const { protocolName, members } = await first.joined;
    expect([protocolName, ...members.map(({ metadata }) => metadata.toString())]).toEqual([
      'roundrobin',
      'roundrobin',
      'roundrobin',
      'roundrobin',
    ]);
  });

  test.each([
    ['none offered', { protocols: [] }],
    ['no type', { protocolType: '' }],
  ])('must be there: %s', async (_name, overrides) => {
    const { join, coordinator } = groupFixture();
    expect(await join(overrides)).toMatchObject({
      errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
      memberId: '',
    });
    expect(coordinator.snapshot()).toEqual([]);
  });

  test.each([
    ['another protocol', { protocols: [{ name: 'mine', metadata: Buffer.alloc(0) }] }],
    ['another type', { protocolType: 'connect' }],
  ])('must be shared with the others: %s', async (_name, overrides) => {
    const { join, stableGroup, stateOf } = groupFixture();
    const { leaderId } = await stableGroup(1);
    expect((await join(overrides)).errorCode).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    expect(await join({ memberId: leaderId, ...overrides })).toMatchObject({
      errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
      memberId: leaderId,
    });
    expect(await stateOf()).toBe('Stable');
  });
});

describe('refused are', () => {
  test.each([
    ['an empty group id', { groupId: '' }, ErrorCode.INVALID_GROUP_ID],
    ['a session too short', { sessionTimeoutMs: 5999 }, ErrorCode.INVALID_SESSION_TIMEOUT],
    ['a session too long', { sessionTimeoutMs: 1_800_001 }, ErrorCode.INVALID_SESSION_TIMEOUT],
    ['an id in a group that is not there', { memberId: 'ghost' }, ErrorCode.UNKNOWN_MEMBER_ID],
  ])('%s', async (_name, overrides, errorCode) => {
    const { join, coordinator } = groupFixture();
    expect(await join(overrides)).toMatchObject({
      errorCode,
      memberId: 'memberId' in overrides ? overrides.memberId : '',
    });
    expect(coordinator.snapshot()).toEqual([]);
  });

  test('an id that the group does not know', async () => {
    const { join, stableGroup } = groupFixture();
    await stableGroup(1);
    expect((await join({ memberId: 'ghost' })).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  test('an id that lapsed', async () => {
    const { join, clock } = groupFixture();
    const { memberId } = await join();
    clock.advance(SESSION_MS);
    expect((await join({ memberId })).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  test('members of a full group, once it is full', async () => {
    const { join, enter, stableGroup, stateOf } = groupFixture({ config: { maxSize: 2 } });
    await stableGroup(2);
    expect(await join()).toMatchObject({
      errorCode: ErrorCode.GROUP_MAX_SIZE_REACHED,
      memberId: '',
    });
    expect([(await enter()).memberId, await stateOf()]).toEqual(['', 'Stable']);
  });

  test('those who come back last when the group is full of others', async () => {
    const { join, enter, clock, coordinator } = groupFixture({ config: { maxSize: 2 } });
    const [first, second, third] = [await join(), await join(), await join()];
    const joins = [first, second, third].map(({ memberId }) => join({ memberId }));
    expect((await joins[2])?.errorCode).toBe(ErrorCode.GROUP_MAX_SIZE_REACHED);
    clock.advance(0);
    expect([(await joins[0])?.generationId, (await joins[1])?.generationId]).toEqual([1, 1]);
    expect(coordinator.snapshot()[0]!.members).toHaveLength(2);
    expect((await enter()).memberId).toBe('');
  });

  test('with a name that the oldest versions can encode', async () => {
    const { join } = groupFixture();
    expect([(await join({}, 6)).protocolName, (await join({}, 7)).protocolName]).toEqual([
      '',
      null,
    ]);
  });
});

test('what a client says of its reason is told', async () => {
  const { enter, events, clock } = groupFixture();
  const { memberId } = await enter({ reason: 'need more partitions' });
  clock.advance(0);
  await settle();
  const reason = `member ${memberId} joined: need more partitions`;
  expect(events).toEqual([
    { kind: 'group-created', groupId: GROUP, memberId: '', reason: '', generationId: 0 },
    { kind: 'member-joined', groupId: GROUP, memberId, reason, generationId: -1 },
    { kind: 'rebalance-started', groupId: GROUP, memberId: '', reason, generationId: -1 },
    { kind: 'generation-begun', groupId: GROUP, memberId: '', reason: '', generationId: 1 },
  ]);
});
