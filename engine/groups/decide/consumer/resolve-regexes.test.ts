/** Members subscribe by a regular expression, and get topics that come to match it. */

import { expect, test } from 'vitest';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import { describeConsumerGroup, settleGroup, TestConsumer } from '../../consumer-fixture.ts';
import { groupFixture, TOPIC_IDS, topicLookup } from '../../group-fixture.ts';

const { orders, clicks } = TOPIC_IDS;

const byRegex = (subscribedTopicRegex: string) => ({
  subscribedTopicNames: [],
  subscribedTopicRegex,
});

test('the topics that match as a whole are the member’s', async () => {
  const fixture = groupFixture();
  const consumer = new TestConsumer(fixture, 'm', byRegex('.*rder.'));
  await consumer.join();
  expect(consumer.owned).toEqual([{ topicId: orders, partitions: [0, 1, 2] }]);
  expect((await describeConsumerGroup(fixture)).members[0]).toMatchObject({
    subscribedTopicNames: [],
    subscribedTopicRegex: '.*rder.',
  });
});

test('a topic that matches later is noticed within seconds', async () => {
  const names = new Set(['orders']);
  const topics = { ...topicLookup, names: () => names };
  const fixture = groupFixture({ topics });
  const consumer = new TestConsumer(fixture, 'm', byRegex('[a-z]+'));
  await consumer.join();
  names.add('clicks');
  fixture.clock.advance(5000);
  await consumer.beat();
  const early = consumer.owned.length;
  fixture.clock.advance(5000);
  await consumer.beat();
  expect([early, consumer.owned.map(({ topicId }) => topicId).sort()]).toEqual([
    1,
    [clicks, orders],
  ]);
});

test('what nobody is subscribed by any more is forgotten, and what is kept is found by the next coordinator', async () => {
  const fixture = groupFixture();
  const one = new TestConsumer(fixture, 'one', byRegex('orders'));
  const other = new TestConsumer(fixture, 'other', byRegex('c.*'));
  await one.join();
  await other.join();
  await settleGroup(fixture, [one, other]);
  await one.send({ subscribedTopicRegex: 'nothing' });
  await one.send({ topicPartitions: [] });
  expect((await settleGroup(fixture, [one, other])).groupState).toBe('Stable');
  const next = fixture.successor();
  const { members, groupState } = await describeConsumerGroup(next);
  expect(groupState).toBe('Stable');
  expect(members.map(({ assignment }) => assignment.topicPartitions)).toEqual([
    [],
    [{ topicId: clicks, topicName: 'clicks', partitions: [0, 1, 2] }],
  ]);
});

test('one that is none is refused, and the member stays as it was', async () => {
  const fixture = groupFixture();
  const consumer = new TestConsumer(fixture, 'm', byRegex('orders'));
  await consumer.join();
  const refused = await consumer.send({ subscribedTopicRegex: '(?<=a)b' });
  expect(refused.errorCode).toBe(ErrorCode.INVALID_REGULAR_EXPRESSION);
  expect((await describeConsumerGroup(fixture)).members[0]!.subscribedTopicRegex).toBe('orders');
});
