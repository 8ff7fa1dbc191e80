/** What holds for the coordinator as a whole: taking over, giving up, and being watched. */

import { describe, expect, test } from 'vitest';
import { encodeBatch } from '../records/batch-builder.ts';
import { MemoryLog } from '../coordinator/memory-log.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import {
  assignment,
  commitBody,
  context,
  GROUP,
  groupFixture,
  isSettled,
  joinBody,
  SESSION_MS,
  syncBody,
  topicLookup,
} from './group-fixture.ts';

describe('a new coordinator', () => {
  test('finds members, generation and assignment, and gives everyone a session to report', async () => {
    const { stableGroup, successor, clock } = groupFixture();
    const { memberIds } = await stableGroup(2);
    clock.advance(SESSION_MS - 1);
    const next = successor();
    clock.advance(SESSION_MS - 1);
    expect([
      await next.heartbeat(memberIds[0]!, 1),
      await next.heartbeat(memberIds[1]!, 1),
    ]).toEqual([ErrorCode.NONE, ErrorCode.NONE]);
    expect((await next.sync({ memberId: memberIds[1]! })).assignment).toEqual(
      assignment('orders', 1),
    );
    clock.advance(SESSION_MS);
    expect(await next.stateOf()).toBe('Empty');
  });

  test('goes on with the generations, and knows the members protocols', async () => {
    const { stableGroup, successor } = groupFixture();
    const { memberIds, leaderId } = await stableGroup(2);
    const next = successor();
    const joins = [next.join({ memberId: leaderId }), next.join({ memberId: memberIds[1]! })];
    expect(await joins[0]).toMatchObject({
      generationId: 2,
      protocolName: 'range',
      leader: leaderId,
    });
    expect((await joins[1])!.errorCode).toBe(ErrorCode.NONE);
  });

  test('sends members of a generation that was not finished back to the start', async () => {
    const { enter, clock, successor } = groupFixture();
    const { memberId, joined } = await enter();
    clock.advance(0);
    await joined;
    const next = successor();
    expect([
      await next.heartbeat(memberId, 1),
      (await next.sync({ memberId })).errorCode,
      await next.stateOf(),
    ]).toEqual([ErrorCode.UNKNOWN_MEMBER_ID, ErrorCode.UNKNOWN_MEMBER_ID, 'Empty']);
  });

  test('that allows fewer members has them join again, and lets in those who are first', async () => {
    const first = groupFixture();
    const { memberIds } = await first.stableGroup(3);
    first.coordinator.close();
    const next = groupFixture({ clock: first.clock, log: first.log, config: { maxSize: 2 } });
    expect(await next.stateOf()).toBe('PreparingRebalance');
    const joins = memberIds.map((memberId) => next.join({ memberId }));
    expect((await Promise.all(joins)).map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.NONE,
      ErrorCode.NONE,
      ErrorCode.GROUP_MAX_SIZE_REACHED,
    ]);
  });

  test('answers according to each request while it reads the log', async () => {
    const { coordinator, clock, log, stableGroup } = groupFixture();
    const { leaderId } = await stableGroup(1);
    coordinator.becomeLeader(0, log, 2);
    const named = { groupId: GROUP, memberId: leaderId, generationId: 1, groupInstanceId: null };
    const answers = async () => [
      (await coordinator.joinGroup(joinBody({ memberId: 'ghost' }), context(9))).errorCode,
      (await coordinator.syncGroup(syncBody({ memberId: leaderId }), context(5))).errorCode,
      (await coordinator.heartbeat(named, context(4))).errorCode,
      (await coordinator.leaveGroup({ ...named, members: [] }, context(5))).errorCode,
      (await coordinator.offsetCommit(commitBody(), context(9))).topics[0]!.partitions[0]!
        .errorCode,
      (await coordinator.deleteGroups({ groupsNames: [GROUP] }, context(2))).results[0]!.errorCode,
    ];
    const loading = ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
    expect([coordinator.loadedPartitions(), coordinator.snapshot(), await answers()]).toEqual([
      [],
      [],
      [loading, ErrorCode.REBALANCE_IN_PROGRESS, ErrorCode.NONE, loading, loading, loading],
    ]);
    clock.advance(0);
    expect(coordinator.loadedPartitions()).toEqual([0]);
    expect(await answers()).toEqual([
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.NONE,
      ErrorCode.NONE,
      ErrorCode.NONE,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.NON_EMPTY_GROUP,
    ]);
  });

  test('does not serve a log that it cannot read', async () => {
    const log = new MemoryLog();
    const key = Buffer.from([0, 2, 0]);
    log.append(encodeBatch([{ key, value: null, timestamp: 0 }]), 0);
    const { failures, join } = groupFixture({ log });
    expect([failures.length, (await join()).errorCode]).toEqual([1, ErrorCode.NOT_COORDINATOR]);
  });
});

describe('a coordinator that gives up', () => {
  test('sends everyone who waits to look for the next', async () => {
    const { stableGroup, join, coordinator, clock } = groupFixture();
    const { memberIds } = await stableGroup(2);
    const waiting = join({ memberId: memberIds[0]! });
    expect(await isSettled(waiting)).toBe(false);
    coordinator.resign(0);
    coordinator.resign(0);
    expect((await waiting).errorCode).toBe(ErrorCode.NOT_COORDINATOR);
    expect([(await join()).errorCode, coordinator.isLeaderOf(0), coordinator.snapshot()]).toEqual([
      ErrorCode.NOT_COORDINATOR,
      false,
      [],
    ]);
    coordinator.close();
    expect(clock.pendingCount).toBe(0);
  });
});

describe('partitions', () => {
  test('hold each their own groups', async () => {
    const { coordinator, clock } = groupFixture({ config: { offsetsTopicPartitions: 50 } });
    const groupIds = ['a', 'b', 'golden-classic'];
    const partitions = groupIds.map((groupId) => coordinator.partitionFor(groupId));
    const logs = partitions.map(() => new MemoryLog());
    partitions.forEach((partition, index) => coordinator.becomeLeader(partition, logs[index]!, 1));
    clock.advance(0);
    for (const groupId of groupIds)
      await coordinator.offsetCommit(commitBody({ groupId }), context(9));
    expect({
      sizes: logs.map((log) => log.endOffset),
      groups: coordinator.snapshot().map(({ groupId }) => groupId),
    }).toEqual({
      sizes: [1, 1, 1],
      groups: groupIds,
    });
  });
});

describe('the number of partitions', () => {
  test('is that of the topic as it was made, whatever is configured now', () => {
    const partitionCount = (name: string) => (name === '__consumer_offsets' ? 50 : undefined);
    const { coordinator } = groupFixture({ topics: { ...topicLookup, partitionCount } });
    expect([
      coordinator.partitionFor('hello'),
      groupFixture().coordinator.partitionFor('hello'),
    ]).toEqual([22, 0]);
  });
});

describe('whoever watches', () => {
  test('sees members with what they are assigned, and what the group has stored', async () => {
    const { stableGroup, coordinator, commit, clock } = groupFixture();
    const { memberIds, leaderId } = await stableGroup(2);
    await commit(
      commitBody({ memberId: leaderId, generationIdOrMemberEpoch: 1, offsets: { 0: 42 } }),
    );
    const member = { groupInstanceId: null, clientId: 'sally', clientHost: '/127.0.0.1' };
    expect(coordinator.snapshot()).toEqual([
      {
        groupId: GROUP,
        state: 'Stable',
        protocolType: 'consumer',
        protocol: 'range',
        generationId: 1,
        leaderId,
        members: memberIds.map((memberId, index) => ({
          ...member,
          memberId,
          assignment: [{ topic: 'orders', partitions: [index] }],
        })),
        offsets: [
          {
            topic: 'orders',
            partition: 0,
            committedOffset: 42,
            leaderEpoch: 2,
            metadata: '',
            commitTimestampMs: clock.now(),
          },
        ],
      },
    ]);
  });

  test('gets the same object until the group changes, and a number that says whether any has', async () => {
    const { stableGroup, coordinator, commit, heartbeat } = groupFixture();
    const { leaderId } = await stableGroup(1);
    await commit(commitBody({ groupId: 'other' }));
    const [group, other] = coordinator.snapshot();
    const { changes } = coordinator;
    await heartbeat(leaderId, 1);
    expect([coordinator.changes, coordinator.snapshot()[0] === group]).toEqual([changes, true]);
    await commit(commitBody({ groupId: 'other' }));
    const [sameGroup, changedOther] = coordinator.snapshot();
    expect([coordinator.changes > changes, sameGroup === group, changedOther === other]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('sees no assignment where it is not a consumer that was assigned something readable', async () => {
    const { enter, sync, clock, coordinator } = groupFixture();
    const { memberId, joined } = await enter();
    clock.advance(0);
    await joined;
    await sync({ memberId, assignments: [{ memberId, assignment: Buffer.from([0, 0, 9]) }] });
    expect(coordinator.snapshot()[0]!.members[0]!.assignment).toEqual([]);
  });

  test('is told what happens, in order', async () => {
    const { stableGroup, leave, coordinator, events, commit } = groupFixture();
    const { leaderId } = await stableGroup(1);
    await leave(leaderId);
    await coordinator.deleteGroups({ groupsNames: [GROUP] }, context(2));
    await commit(commitBody());
    expect(
      events.map(({ kind, memberId, generationId }) => ({ kind, memberId, generationId })),
    ).toEqual([
      { kind: 'group-created', memberId: '', generationId: 0 },
      { kind: 'member-joined', memberId: leaderId, generationId: -1 },
      { kind: 'rebalance-started', memberId: '', generationId: -1 },
      { kind: 'generation-begun', memberId: '', generationId: 1 },
      { kind: 'stable', memberId: '', generationId: 1 },
      { kind: 'member-left', memberId: leaderId, generationId: -1 },
      { kind: 'rebalance-started', memberId: '', generationId: -1 },
      { kind: 'empty', memberId: '', generationId: 2 },
      { kind: 'group-deleted', memberId: '', generationId: -1 },
    ]);
  });
});

describe('a rebalance may be asked for', () => {
  test('and members are then told to join again', async () => {
    const { stableGroup, coordinator, heartbeat, join, events } = groupFixture();
    const { leaderId } = await stableGroup(1);
    expect(await coordinator.forceRebalance(GROUP, 'positions were set anew')).toBe(ErrorCode.NONE);
    expect(await coordinator.forceRebalance(GROUP, 'once more')).toBe(ErrorCode.NONE);
    expect(await heartbeat(leaderId, 1)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    expect((await join({ memberId: leaderId })).generationId).toBe(2);
    expect(events.filter(({ kind }) => kind === 'rebalance-started').at(-1)!.reason).toBe(
      'positions were set anew',
    );
  });

  test('also while assignments are made, but not of groups that are not there', async () => {
    const { enter, clock, coordinator, stateOf } = groupFixture();
    const { joined } = await enter();
    clock.advance(0);
    await joined;
    expect([await coordinator.forceRebalance(GROUP, ''), await stateOf()]).toEqual([
      ErrorCode.NONE,
      'PreparingRebalance',
    ]);
    expect(await coordinator.forceRebalance('ghost', '')).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  });
});
