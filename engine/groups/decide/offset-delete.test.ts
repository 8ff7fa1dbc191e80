/** Forgetting positions: on request, by age, and with their topic. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  commitBody,
  context,
  GROUP,
  groupFixture,
  SESSION_MS,
  subscription,
} from '../group-fixture.ts';

const DAY_MS = 24 * 3_600_000;
const RETENTION_MS = 7 * DAY_MS;
const CHECK_MS = 600_000;

const deleteBody = (...names: string[]) => ({
  groupId: GROUP,
  topics: names.map((name) => ({
    name,
    partitions: [{ partitionIndex: 0 }, { partitionIndex: 1 }],
  })),
});

describe('on request', () => {
  test('offsets of topics that nobody reads are forgotten, also by the next coordinator', async () => {
    const { coordinator, commit, committed, successor } = groupFixture();
    await commit(commitBody({ offsets: { 0: 5, 1: 6, 2: 7 } }));
    const response = await coordinator.offsetDelete(deleteBody('ghost', 'orders'), context(0));
    const results = (errorCode: number) =>
      [0, 1].map((partitionIndex) => ({ partitionIndex, errorCode }));
    expect(response).toEqual({
      errorCode: ErrorCode.NONE,
      throttleTimeMs: 0,
      topics: [
        { name: 'ghost', partitions: results(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) },
        { name: 'orders', partitions: results(ErrorCode.NONE) },
      ],
    });
    expect([await committed(0, 1, 2), await successor().committed(0, 1, 2)]).toEqual([
      [-1, -1, 7],
      [-1, -1, 7],
    ]);
  });

  test('offsets of topics that members read are kept', async () => {
    const { coordinator, commit, committed, stableGroup } = groupFixture();
    await commit(commitBody({ topic: 'clicks' }));
    await commit(commitBody());
    await stableGroup(1);
    const { topics } = await coordinator.offsetDelete(deleteBody('orders', 'clicks'), context(0));
    expect(topics.map(({ partitions }) => partitions[0]!.errorCode)).toEqual([
      ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC,
      ErrorCode.NONE,
    ]);
    expect(await committed(0)).toEqual([5]);
  });

  test('offsets of members whose subscriptions cannot be read are kept', async () => {
    const { coordinator, stableGroup } = groupFixture();
    await stableGroup(1, { protocols: [{ name: 'range', metadata: Buffer.from([0]) }] });
    const { topics } = await coordinator.offsetDelete(deleteBody('clicks'), context(0));
    expect(topics[0]!.partitions[0]!.errorCode).toBe(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC);
  });

  test('a group of another kind must be empty, and there must be one', async () => {
    const { coordinator, enter, clock } = groupFixture();
    const gone = { errorCode: ErrorCode.GROUP_ID_NOT_FOUND, throttleTimeMs: 0, topics: [] };
    expect(await coordinator.offsetDelete(deleteBody('orders'), context(0))).toEqual(gone);
    const { joined } = await enter({ protocolType: 'connect' });
    clock.advance(0);
    await joined;
    expect((await coordinator.offsetDelete(deleteBody('orders'), context(0))).errorCode).toBe(
      ErrorCode.NON_EMPTY_GROUP,
    );
  });

  test('another coordinator may be the right one', async () => {
    const { coordinator } = groupFixture();
    coordinator.resign(0);
    expect((await coordinator.offsetDelete(deleteBody('orders'), context(0))).errorCode).toBe(
      ErrorCode.NOT_COORDINATOR,
    );
  });
});

describe('by age', () => {
  test('a group without members ever forgets what was committed long ago, and goes with the last', async () => {
    const { commit, committed, clock, coordinator, successor } = groupFixture();
    await commit(commitBody({ offsets: { 0: 5 } }));
    clock.advance(DAY_MS);
    await commit(commitBody({ offsets: { 1: 6 } }));
    clock.advance(RETENTION_MS - DAY_MS);
    expect(await committed(0, 1)).toEqual([-1, 6]);
    clock.advance(DAY_MS);
    expect([coordinator.snapshot(), successor().coordinator.snapshot()]).toEqual([[], []]);
  });

  test('a group keeps everything while it has members that read it', async () => {
    const { commit, committed, clock, stableGroup, heartbeat } = groupFixture({
      config: { maxSessionTimeoutMs: DAY_MS },
    });
    await commit(commitBody());
    await commit(commitBody({ topic: 'clicks' }));
    const { leaderId } = await stableGroup(1, { sessionTimeoutMs: DAY_MS });
    for (let day = 0; day < 16; day += 1) {
      clock.advance(DAY_MS / 2);
      await heartbeat(leaderId, 1);
    }
    expect(await committed(0)).toEqual([5]);
  });

  test('a group forgets what its members have stopped to read', async () => {
    const { commit, clock, stableGroup, heartbeat, coordinator } = groupFixture({
      config: { maxSessionTimeoutMs: DAY_MS },
    });
    await commit(commitBody());
    const { leaderId } = await stableGroup(1, {
      sessionTimeoutMs: DAY_MS,
      protocols: [{ name: 'range', metadata: subscription('clicks') }],
    });
    for (let day = 0; day < 16; day += 1) {
      clock.advance(DAY_MS / 2);
      await heartbeat(leaderId, 1);
    }
    expect(coordinator.snapshot()).toMatchObject([{ state: 'Stable', offsets: [] }]);
  });

  test('the age counts from when the last member was gone, not from the commit (KIP-211)', async () => {
    const { commit, committed, clock, stableGroup, leave } = groupFixture({
      config: { maxSessionTimeoutMs: RETENTION_MS },
    });
    const { leaderId } = await stableGroup(1, { sessionTimeoutMs: RETENTION_MS });
    await commit(commitBody({ memberId: leaderId, generationIdOrMemberEpoch: 1 }));
    clock.advance(RETENTION_MS - DAY_MS);
    await leave(leaderId);
    clock.advance(RETENTION_MS - CHECK_MS);
    expect(await committed(0)).toEqual([5]);
    clock.advance(CHECK_MS);
    expect(await committed(0)).toEqual([-1]);
  });

  test('an old client may have chosen its own time', async () => {
    const { commit, clock, successor } = groupFixture();
    await commit(commitBody({ retentionTimeMs: DAY_MS }), 4);
    const next = successor();
    clock.advance(DAY_MS - CHECK_MS);
    expect(await next.committed(0)).toEqual([5]);
    clock.advance(CHECK_MS);
    expect(await next.committed(0)).toEqual([-1]);
  });

  test('a group that someone is about to join is not forgotten', async () => {
    const { join, clock, stateOf } = groupFixture({
      config: { offsetsRetentionCheckIntervalMs: SESSION_MS / 2 },
    });
    await join();
    clock.advance(SESSION_MS - 1);
    expect(await stateOf()).toBe('Empty');
    clock.advance(SESSION_MS);
    expect(await stateOf()).toBe('Dead');
  });
});

test('with its topic everything stored for it goes', async () => {
  const { commit, coordinator, committed, successor } = groupFixture();
  await commit(commitBody({ offsets: { 0: 5, 1: 6 } }));
  await commit(commitBody({ topic: 'clicks' }));
  coordinator.deletePartitions([
    { topic: 'orders', partition: 0 },
    { topic: 'orders', partition: 2 },
  ]);
  expect(await committed(0, 1)).toEqual([-1, 6]);
  expect(await successor().committed(0, 1)).toEqual([-1, 6]);
});
