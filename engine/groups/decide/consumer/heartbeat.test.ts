/** Members of the consumer protocol join, get their work, and hand it over. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import {
  describeConsumerGroup,
  heartbeatBody,
  joiningBody,
  settleGroup,
  TestConsumer,
} from '../../consumer-fixture.ts';
import { context, groupFixture, TOPIC_IDS, topicLookup } from '../../group-fixture.ts';

const { orders, clicks } = TOPIC_IDS;

describe('joining', () => {
  test('the first member gets everything, and the interval at which it is to be heard of', async () => {
    const consumer = new TestConsumer(groupFixture(), 'm');
    expect(await consumer.join()).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      memberId: 'm',
      memberEpoch: 2,
      heartbeatIntervalMs: 5000,
      assignment: { topicPartitions: [{ topicId: orders, partitions: [0, 1, 2] }] },
    });
  });

  test('a client of version 0 is given an id', async () => {
    const { coordinator } = groupFixture();
    const joined = await coordinator.consumerGroupHeartbeat(
      joiningBody({ memberId: '' }),
      context(0),
    );
    expect(joined).toMatchObject({ errorCode: ErrorCode.NONE, memberEpoch: 2 });
    expect(joined.memberId).toMatch(/^[\w-]{22}$/);
  });

  test('a heartbeat without news is answered without an assignment', async () => {
    const consumer = new TestConsumer(groupFixture(), 'm');
    await consumer.join();
    expect(await consumer.send()).toMatchObject({
      errorCode: ErrorCode.NONE,
      memberEpoch: 2,
      assignment: null,
    });
  });

  test('who tells everything is told everything', async () => {
    const consumer = new TestConsumer(groupFixture(), 'm');
    await consumer.join();
    const everything = joiningBody({ memberEpoch: 2, topicPartitions: [] });
    const { assignment } = await consumer.send(everything);
    expect(assignment).toEqual({ topicPartitions: [{ topicId: orders, partitions: [0, 1, 2] }] });
  });

  test('whoever joins again under its id keeps what it has', async () => {
    const consumer = new TestConsumer(groupFixture(), 'm');
    await consumer.join();
    expect(await consumer.join()).toMatchObject({
      memberEpoch: 2,
      assignment: { topicPartitions: [{ topicId: orders, partitions: [0, 1, 2] }] },
    });
  });

  test('a full group lets nobody in but who is in it', async () => {
    const fixture = groupFixture({ config: { consumerMaxSize: 1 } });
    const [one, other] = ['one', 'other'].map((id) => new TestConsumer(fixture, id));
    await one!.join();
    const refused = await other!.join();
    await one!.join();
    expect([refused.errorCode, one!.lastError]).toEqual([
      ErrorCode.GROUP_MAX_SIZE_REACHED,
      ErrorCode.NONE,
    ]);
  });
});

describe('handing over', () => {
  test('a partition is given to its next owner only after the first has given it up', async () => {
    const fixture = groupFixture();
    const one = new TestConsumer(fixture, 'one');
    const other = new TestConsumer(fixture, 'other');
    await one.join();
    const joined = await other.join();
    expect(joined).toMatchObject({ memberEpoch: 3, assignment: { topicPartitions: [] } });

    const asked = await one.send();
    expect(asked).toMatchObject({
      memberEpoch: 2,
      assignment: { topicPartitions: [{ topicId: orders, partitions: [0, 1] }] },
    });
    expect((await other.send()).assignment).toBeNull();

    const done = await one.send({ topicPartitions: asked.assignment!.topicPartitions });
    expect(done).toMatchObject({ memberEpoch: 3, assignment: null });
    expect(await other.send()).toMatchObject({
      memberEpoch: 3,
      assignment: { topicPartitions: [{ topicId: orders, partitions: [2] }] },
    });
    expect((await describeConsumerGroup(fixture)).groupState).toBe('Stable');
  });

  test('keep-alives that say nothing of what is owned leave it with its owner', async () => {
    const fixture = groupFixture();
    const one = new TestConsumer(fixture, 'one');
    const other = new TestConsumer(fixture, 'other');
    await one.join();
    await other.join();
    await one.send();
    for (let beat = 0; beat < 3; beat += 1) {
      expect(await one.send()).toMatchObject({ memberEpoch: 2, assignment: null });
      expect((await other.send()).assignment).toBeNull();
    }
    expect((await describeConsumerGroup(fixture)).groupState).toBe('Reconciling');
  });

  test('what a member leaves behind goes to the others at their next heartbeat', async () => {
    const fixture = groupFixture();
    const one = new TestConsumer(fixture, 'one');
    const other = new TestConsumer(fixture, 'other');
    await one.join();
    await other.join();
    await settleGroup(fixture, [one, other]);
    expect(await one.leave()).toMatchObject({ errorCode: ErrorCode.NONE, memberEpoch: -1 });
    expect((await describeConsumerGroup(fixture)).groupState).toBe('Assigning');
    await settleGroup(fixture, [other]);
    expect(other.partitions.sort()).toEqual([`${orders}-0`, `${orders}-1`, `${orders}-2`]);
  });

  test('a member that no longer wants a topic gives it up, and gets the other', async () => {
    const fixture = groupFixture();
    const consumer = new TestConsumer(fixture, 'm');
    await consumer.join();
    const asked = await consumer.send({ subscribedTopicNames: ['clicks'] });
    expect(asked).toMatchObject({ memberEpoch: 2, assignment: { topicPartitions: [] } });
    expect(await consumer.send({ topicPartitions: [] })).toMatchObject({
      memberEpoch: 3,
      assignment: { topicPartitions: [{ topicId: clicks, partitions: [0, 1, 2] }] },
    });
  });

  test('partitions that a topic gains are divided at the next heartbeat', async () => {
    let partitions = 2;
    const topics = {
      ...topicLookup,
      partitionCount: (name: string) => (name === 'orders' ? partitions : 1),
    };
    const consumer = new TestConsumer(groupFixture({ topics }), 'm');
    await consumer.join();
    partitions = 4;
    expect(await consumer.send()).toMatchObject({
      memberEpoch: 3,
      assignment: { topicPartitions: [{ topicId: orders, partitions: [0, 1, 2, 3] }] },
    });
  });
});

describe('epochs', () => {
  test('one ahead or behind is fenced, but the one before when its answer may have been lost', async () => {
    const fixture = groupFixture();
    const one = new TestConsumer(fixture, 'one');
    const other = new TestConsumer(fixture, 'other');
    await one.join();
    await other.join();
    await settleGroup(fixture, [one, other]);
    const send = async (memberEpoch: number, partitions: number[] | null) => {
      const topicPartitions = partitions && [{ topicId: orders, partitions }];
      const response = await fixture.coordinator.consumerGroupHeartbeat(
        heartbeatBody({ memberId: 'one', memberEpoch, topicPartitions }),
        context(1),
      );
      return response.errorCode;
    };
    const codes = [];
    for (const [epoch, partitions] of [
      [4, [0, 1]],
      [2, null],
      [2, [0, 1, 2]],
      [2, [0, 1]],
      [1, [0]],
    ] as const)
      codes.push(await send(epoch, partitions && [...partitions]));
    const fenced = ErrorCode.FENCED_MEMBER_EPOCH;
    expect(codes).toEqual([fenced, fenced, fenced, ErrorCode.NONE, fenced]);
  });

  test('a member or a group that nobody knows is an error', async () => {
    const fixture = groupFixture();
    const stranger = new TestConsumer(fixture, 'stranger');
    const noGroup = await stranger.send({ memberEpoch: 1 });
    const noGroupToLeave = await stranger.leave();
    await new TestConsumer(fixture, 'm').join();
    const noMember = await stranger.send({ memberEpoch: 1 });
    const noMemberToLeave = await stranger.leave();
    expect([noGroup, noGroupToLeave, noMember, noMemberToLeave].map((r) => r.errorCode)).toEqual([
      ErrorCode.GROUP_ID_NOT_FOUND,
      ErrorCode.GROUP_ID_NOT_FOUND,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.UNKNOWN_MEMBER_ID,
    ]);
  });
});

describe('time', () => {
  test('a member that is not heard of for its session is taken out', async () => {
    const fixture = groupFixture();
    const consumer = new TestConsumer(fixture, 'm');
    await consumer.join();
    fixture.clock.advance(44_000);
    await consumer.send();
    fixture.clock.advance(44_999);
    const before = (await describeConsumerGroup(fixture)).members.length;
    fixture.clock.advance(1);
    const after = await describeConsumerGroup(fixture);
    expect([before, after.members.length, after.groupState]).toEqual([1, 0, 'Empty']);
    await consumer.send();
    expect(consumer.lastError).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  test('a member that holds on to what it is to give up is taken out', async () => {
    const fixture = groupFixture();
    const one = new TestConsumer(fixture, 'one');
    const other = new TestConsumer(fixture, 'other');
    await one.join();
    await other.join();
    await one.send();
    fixture.clock.advance(40_000);
    await one.send();
    await other.send();
    fixture.clock.advance(20_000);
    const { members } = await describeConsumerGroup(fixture);
    expect(members.map(({ memberId }) => memberId)).toEqual(['other']);
  });

  test('a new coordinator knows the members, and gives them a full session', async () => {
    const fixture = groupFixture();
    const consumer = new TestConsumer(fixture, 'm');
    await consumer.join();
    fixture.clock.advance(40_000);
    const next = fixture.successor();
    fixture.clock.advance(40_000);
    const described = await describeConsumerGroup(next);
    expect(described).toMatchObject({ groupState: 'Stable', groupEpoch: 2, assignmentEpoch: 2 });
    fixture.clock.advance(5000);
    expect((await describeConsumerGroup(next)).groupState).toBe('Empty');
  });
});
