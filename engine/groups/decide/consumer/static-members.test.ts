/** Static members of the consumer protocol come and go without a rebalance (KIP-345, KIP-848). */

import { expect, test } from 'vitest';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import { describeConsumerGroup, settleGroup, TestConsumer } from '../../consumer-fixture.ts';
import { groupFixture, TOPIC_IDS } from '../../group-fixture.ts';

const everything = { topicPartitions: [{ topicId: TOPIC_IDS.orders, partitions: [0, 1, 2] }] };

function twoLives(fixture = groupFixture()) {
  return {
    fixture,
    first: new TestConsumer(fixture, 'first', { instanceId: 'i' }),
    second: new TestConsumer(fixture, 'second', { instanceId: 'i' }),
  };
}

test('one that left for a while comes back under another id to what it had, in the same epoch', async () => {
  const { fixture, first, second } = twoLives();
  await first.join();
  expect(await first.leave(-2)).toMatchObject({ errorCode: ErrorCode.NONE, memberEpoch: -2 });
  const back = await second.join();
  expect(back).toMatchObject({ memberEpoch: 2, assignment: everything });
  const { groupEpoch, groupState, members } = await describeConsumerGroup(fixture);
  expect([groupEpoch, groupState, members.map(({ memberId }) => memberId)]).toEqual([
    2,
    'Stable',
    ['second'],
  ]);
});

test('while it is away its partitions are nobody else’s', async () => {
  const { fixture, first } = twoLives();
  const other = new TestConsumer(fixture, 'other');
  await first.join();
  await first.leave(-2);
  await other.join();
  await settleGroup(fixture, [other]);
  expect(other.partitions).toEqual([]);
});

test('one that stays away for longer than its session has left', async () => {
  const { fixture, first, second } = twoLives();
  await first.join();
  await first.leave(-2);
  fixture.clock.advance(45_000);
  expect((await describeConsumerGroup(fixture)).groupState).toBe('Empty');
  expect(await second.join()).toMatchObject({ memberEpoch: 4, assignment: everything });
});

test('an instance id that is held is not given to another', async () => {
  const { first, second } = twoLives();
  await first.join();
  expect((await second.join()).errorCode).toBe(ErrorCode.UNRELEASED_INSTANCE_ID);
});

test('one whose place was taken is fenced, and an instance that nobody is is unknown', async () => {
  const { fixture, first, second } = twoLives();
  await first.join();
  await first.leave(-2);
  await second.join();
  const codes = [
    await first.send({ memberEpoch: 2 }),
    await first.leave(),
    await first.leave(-2),
    await second.send({ instanceId: 'nobody' }),
    await new TestConsumer(fixture, 'second', { instanceId: 'nobody' }).leave(-2),
    await second.send({ memberEpoch: 9 }),
  ].map(({ errorCode }) => errorCode);
  expect(codes).toEqual([
    ErrorCode.FENCED_INSTANCE_ID,
    ErrorCode.FENCED_INSTANCE_ID,
    ErrorCode.FENCED_INSTANCE_ID,
    ErrorCode.UNKNOWN_MEMBER_ID,
    ErrorCode.UNKNOWN_MEMBER_ID,
    ErrorCode.FENCED_MEMBER_EPOCH,
  ]);
});

test('one that was away when the coordinator changed can still come back', async () => {
  const { fixture, first } = twoLives();
  await first.join();
  await first.leave(-2);
  const { second } = twoLives(fixture.successor());
  expect(await second.join()).toMatchObject({ memberEpoch: 2, assignment: everything });
});
