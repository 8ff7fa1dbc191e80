/** Consumer groups to tools, their positions, and ids that pass from one protocol to the other. */

import { describe, expect, test } from 'vitest';
import { ZERO_UUID } from '../../../base/bytes-reader.ts';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import { describeConsumerGroup, settleGroup, TestConsumer } from '../../consumer-fixture.ts';
import { commitBody, context, GROUP, groupFixture, TOPIC_IDS } from '../../group-fixture.ts';

const { orders } = TOPIC_IDS;
const DAY = 24 * 60 * 60 * 1000;

type Fixture = ReturnType<typeof groupFixture>;

async function oneMember(): Promise<{ fixture: Fixture; consumer: TestConsumer }> {
  const fixture = groupFixture();
  const consumer = new TestConsumer(fixture, 'm');
  await consumer.join();
  return { fixture, consumer };
}

const list = async ({ coordinator }: Fixture, types: string[] = [], states: string[] = []) =>
  (
    await coordinator.listGroups({ statesFilter: states, typesFilter: types }, context(5))
  ).groups.map(({ groupState, groupType }) => `${groupType} ${groupState}`);

const deleteGroup = async ({ coordinator }: Fixture) =>
  (await coordinator.deleteGroups({ groupsNames: [GROUP] }, context(2))).results[0]!.errorCode;

const commitAs = (memberId: string, generationIdOrMemberEpoch: number, partition = 0) =>
  commitBody({ memberId, generationIdOrMemberEpoch, offsets: { [partition]: 7 } });

async function fetchAs({ coordinator }: Fixture, memberId: string | null, memberEpoch: number) {
  const topics = [{ name: 'orders', topicId: ZERO_UUID, partitionIndexes: [0] }];
  const groups = [{ groupId: GROUP, memberId, memberEpoch, topics }];
  const body = { groupId: '', topics: [], groups, requireStable: true };
  const { errorCode, topics: fetched } = (await coordinator.offsetFetch(body, context(9)))
    .groups[0]!;
  return errorCode || fetched[0]!.partitions[0]!.committedOffset;
}

describe('to tools', () => {
  test('a group is described with what each member has, and is to have', async () => {
    const { fixture } = await oneMember();
    const assignment = {
      topicPartitions: [{ topicId: orders, topicName: 'orders', partitions: [0, 1, 2] }],
    };
    expect(await describeConsumerGroup(fixture)).toEqual({
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      groupId: GROUP,
      groupState: 'Stable',
      groupEpoch: 2,
      assignmentEpoch: 2,
      assignorName: 'uniform',
      members: [
        {
          memberId: 'm',
          instanceId: null,
          rackId: null,
          memberEpoch: 2,
          clientId: 'sally',
          clientHost: '/127.0.0.1',
          subscribedTopicNames: ['orders'],
          subscribedTopicRegex: null,
          assignment,
          targetAssignment: assignment,
          memberType: 1,
        },
      ],
      authorizedOperations: -2147483648,
    });
  });

  test('most members choose the assignor', async () => {
    const fixture = groupFixture();
    for (const [id, serverAssignor] of [
      ['a', 'uniform'],
      ['b', 'range'],
      ['c', 'range'],
    ] as const)
      await new TestConsumer(fixture, id, { serverAssignor }).join();
    expect((await describeConsumerGroup(fixture)).assignorName).toBe('range');
  });

  test('groups are listed with their type, and by it', async () => {
    const { fixture } = await oneMember();
    expect([
      await list(fixture),
      await list(fixture, ['Consumer'], ['stable']),
      await list(fixture, ['classic']),
      await list(fixture, [], ['Empty']),
    ]).toEqual([['consumer Stable'], ['consumer Stable'], [], []]);
  });

  test('a group of either protocol is not found as one of the other', async () => {
    const { fixture } = await oneMember();
    const asClassic = await fixture.describe();
    const classic = groupFixture();
    await classic.stableGroup(1);
    const asConsumer = await describeConsumerGroup(classic);
    const nobody = await describeConsumerGroup(groupFixture());
    expect([asClassic, asConsumer, nobody].map(({ errorMessage }) => errorMessage)).toEqual([
      'Group g is not a classic group.',
      'Group g is not a consumer group.',
      'Consumer group g not found.',
    ]);
  });

  test('a group is deleted once it is empty, also from the log', async () => {
    const { fixture, consumer } = await oneMember();
    await fixture.commit(commitAs('m', 2));
    const held = await deleteGroup(fixture);
    await consumer.leave();
    const gone = await deleteGroup(fixture);
    const left = [await list(fixture), await list(fixture.successor())];
    expect([held, gone, left]).toEqual([ErrorCode.NON_EMPTY_GROUP, ErrorCode.NONE, [[], []]]);
  });

  test('a group is made to divide its work anew', async () => {
    const { fixture, consumer } = await oneMember();
    expect(await fixture.coordinator.forceRebalance(GROUP, 'why not')).toBe(ErrorCode.NONE);
    expect((await describeConsumerGroup(fixture)).groupState).toBe('Assigning');
    expect(await consumer.send()).toMatchObject({ memberEpoch: 3, assignment: null });
  });

  test('the view shows members and the names of what they have', async () => {
    const { fixture } = await oneMember();
    expect(fixture.coordinator.snapshot()).toEqual([
      {
        groupId: GROUP,
        state: 'Stable',
        protocolType: 'consumer',
        protocol: '',
        generationId: 2,
        leaderId: '',
        members: [
          {
            memberId: 'm',
            groupInstanceId: null,
            clientId: 'sally',
            clientHost: '/127.0.0.1',
            assignment: [{ topic: 'orders', partitions: [0, 1, 2] }],
          },
        ],
        offsets: [],
      },
    ]);
    expect(
      fixture.events.map(({ kind, memberId, generationId }) => [kind, memberId, generationId]),
    ).toEqual([
      ['member-joined', 'm', -1],
      ['rebalance-started', '', 2],
      ['generation-begun', '', 2],
    ]);
  });
});

describe('positions', () => {
  test('are stored and read by members in the epoch that they have', async () => {
    const { fixture } = await oneMember();
    const codes = [
      await fixture.commit(commitAs('m', 2)),
      await fixture.commit(commitAs('m', 3)),
      await fixture.commit(commitAs('m', 1)),
      await fixture.commit(commitAs('stranger', 2)),
      await fixture.commit(commitAs('', -1)),
      await fixture.commit(commitAs('m', 2), 8),
    ];
    expect(codes).toEqual([
      ErrorCode.NONE,
      ErrorCode.STALE_MEMBER_EPOCH,
      ErrorCode.STALE_MEMBER_EPOCH,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.UNSUPPORTED_VERSION,
    ]);
    expect([
      await fetchAs(fixture, 'm', 2),
      await fetchAs(fixture, null, -1),
      await fetchAs(fixture, 'm', 1),
      await fetchAs(fixture, 'stranger', 2),
    ]).toEqual([7, 7, ErrorCode.STALE_MEMBER_EPOCH, ErrorCode.UNKNOWN_MEMBER_ID]);
  });

  test('of what a member has had since an epoch before may be stored in that epoch still', async () => {
    const { fixture, consumer } = await oneMember();
    const other = new TestConsumer(fixture, 'other');
    await other.join();
    await settleGroup(fixture, [consumer, other]);
    expect(other.partitions).toEqual([`${orders}-2`]);
    expect([
      await fixture.commit(commitAs('m', 2, 0)),
      await fixture.commit(commitAs('m', 2, 2)),
      await fixture.commit(commitAs('other', 2, 2)),
    ]).toEqual([ErrorCode.NONE, ErrorCode.STALE_MEMBER_EPOCH, ErrorCode.STALE_MEMBER_EPOCH]);
  });

  test('of an empty group may be stored by anyone', async () => {
    const { fixture, consumer } = await oneMember();
    await consumer.leave();
    expect(await fixture.commit(commitAs('', -1))).toBe(ErrorCode.NONE);
    expect(await fetchAs(fixture, null, -1)).toBe(7);
  });

  test('are not deleted while a member is subscribed to the topic', async () => {
    const { fixture, consumer } = await oneMember();
    await fixture.commit(commitAs('m', 2));
    const deleteOffset = async () => {
      const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }];
      const body = { groupId: GROUP, topics };
      const deleted = await fixture.coordinator.offsetDelete(body, context(0));
      return deleted.topics[0]!.partitions[0]!.errorCode;
    };
    const held = await deleteOffset();
    await consumer.leave();
    expect([held, await deleteOffset(), await fetchAs(fixture, null, -1)]).toEqual([
      ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC,
      ErrorCode.NONE,
      -1,
    ]);
  });

  test('age only once nobody is subscribed to them, and the empty group goes with the last', async () => {
    const fixture = groupFixture({ config: { consumerSessionTimeoutMs: 9 * DAY } });
    const consumer = new TestConsumer(fixture, 'm');
    await consumer.join();
    await fixture.commit(commitAs('m', 2));
    fixture.clock.advance(8 * DAY);
    const kept = await fetchAs(fixture, null, -1);
    await consumer.leave();
    fixture.clock.advance(DAY);
    expect([kept, await list(fixture)]).toEqual([7, []]);
  });
});

describe('a group of one protocol becomes one of the other', () => {
  test('when it is empty, and keeps its positions', async () => {
    const fixture = groupFixture();
    const { memberIds, generationId } = await fixture.stableGroup(1);
    await fixture.commit(commitAs(memberIds[0]!, generationId));
    const consumer = new TestConsumer(fixture, 'm');
    const refused = (await consumer.join()).errorCode;
    await fixture.leave(memberIds[0]!);
    await consumer.join();
    const position = await fetchAs(fixture, 'm', consumer.epoch);
    const states = [await list(fixture), await list(fixture.successor())];
    expect([refused, states, position]).toEqual([
      ErrorCode.GROUP_ID_NOT_FOUND,
      [['consumer Stable'], ['consumer Stable']],
      7,
    ]);
  });

  test('and back', async () => {
    const { fixture, consumer } = await oneMember();
    await fixture.commit(commitAs('m', 2));
    const refused = (await fixture.join()).errorCode;
    await consumer.leave();
    await fixture.stableGroup(1);
    const position = await fetchAs(fixture, null, -1);
    const states = [await list(fixture), await list(fixture.successor())];
    expect([refused, states, position]).toEqual([
      ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
      [['classic Stable'], ['classic Stable']],
      7,
    ]);
  });
});
