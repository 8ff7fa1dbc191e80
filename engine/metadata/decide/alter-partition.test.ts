/** A leader changes the in-sync set: only the leader, only of now, only with replicas that may join. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  AlterPartitionRequest,
  AlterPartitionResponse,
} from '../../protocol/messages/56-alter-partition.ts';
import { TestCluster } from '../fixtures/cluster.ts';
import { alterPartition } from './alter-partition.ts';

type Wanted = AlterPartitionRequest['topics'][number]['partitions'][number];

function cluster(): TestCluster {
  const started = new TestCluster();
  started.start(1, 2, 3);
  started.createTopic('t', [1, 2, 3]);
  return started;
}

/** Broker 1, which leads, asks; `change` says what is unusual. */
function ask(
  on: TestCluster,
  change: Partial<Wanted> & { brokerId?: number; brokerEpoch?: number; topicId?: string } = {},
): AlterPartitionResponse {
  const { brokerId = 1, brokerEpoch, topicId, ...partition } = change;
  const { leaderEpoch, partitionEpoch, topicId: ownId } = on.partition('t');
  const wanted = {
    partitionIndex: 0,
    leaderEpoch,
    newIsr: [],
    newIsrWithEpochs: [],
    leaderRecoveryState: 0,
    partitionEpoch,
    ...partition,
  };
  const epoch = brokerEpoch ?? on.image.brokers.get(brokerId)?.epoch ?? -1;
  return on.run((state) =>
    alterPartition(state, {
      brokerId,
      brokerEpoch: epoch,
      topics: [{ topicId: topicId ?? ownId, partitions: [wanted] }],
    }),
  );
}

function isr(...ids: number[]): Wanted['newIsrWithEpochs'] {
  return ids.map((brokerId) => ({ brokerId, brokerEpoch: -1 }));
}

function codeOf(reply: AlterPartitionResponse): number {
  return reply.topics[0]!.partitions[0]!.errorCode;
}

describe('what is granted', () => {
  test('the set shrinks and grows; the leader and its epoch stay, the partition epoch rises', () => {
    const on = cluster();
    const shrunk = ask(on, { newIsrWithEpochs: isr(1, 3) });
    expect(shrunk.topics[0]!.partitions).toEqual([
      {
        partitionIndex: 0,
        errorCode: ErrorCode.NONE,
        leaderId: 1,
        leaderEpoch: 0,
        isr: [1, 3],
        leaderRecoveryState: 0,
        partitionEpoch: 1,
      },
    ]);
    ask(on, { newIsrWithEpochs: isr(1, 3, 2) });
    expect(on.standing('t')).toEqual({
      leader: 1,
      isr: [1, 3, 2],
      leaderEpoch: 0,
      partitionEpoch: 2,
    });
  });

  test('version 2 names brokers without epochs', () => {
    const on = cluster();
    expect(codeOf(ask(on, { newIsr: [1] }))).toBe(ErrorCode.NONE);
    expect(on.standing('t').isr).toEqual([1]);
  });

  test('what is so already is granted without a record', () => {
    const on = cluster();
    const { length } = on.log;
    const reply = ask(on, { newIsrWithEpochs: isr(1, 2, 3) });
    expect([codeOf(reply), reply.topics[0]!.partitions[0]!.partitionEpoch, on.log.length]).toEqual([
      ErrorCode.NONE,
      0,
      length,
    ]);
  });
});

describe('what is refused', () => {
  test.each([
    ['another cluster’s topic', { topicId: 'zzzzzzzzzzzzzzzzzzzzzA' }, ErrorCode.UNKNOWN_TOPIC_ID],
    ['an unknown partition', { partitionIndex: 7 }, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ['a leader epoch of the future', { leaderEpoch: 1 }, ErrorCode.NOT_CONTROLLER],
    ['a partition epoch of the future', { partitionEpoch: 1 }, ErrorCode.NOT_CONTROLLER],
    ['one who does not lead', { brokerId: 2 }, ErrorCode.INVALID_REQUEST],
    ['a set without the leader', { newIsrWithEpochs: isr(2, 3) }, ErrorCode.INVALID_REQUEST],
    ['an empty set', { newIsrWithEpochs: [] }, ErrorCode.INVALID_REQUEST],
    ['a set with strangers', { newIsrWithEpochs: isr(1, 9) }, ErrorCode.INVALID_REQUEST],
    ['a set with repetitions', { newIsrWithEpochs: isr(1, 2, 2) }, ErrorCode.INVALID_REQUEST],
    [
      'a return to recovery',
      { newIsrWithEpochs: isr(1), leaderRecoveryState: 1 },
      ErrorCode.INVALID_REQUEST,
    ],
    [
      'an earlier life of a follower',
      { newIsrWithEpochs: [...isr(1), { brokerId: 2, brokerEpoch: 99 }] },
      ErrorCode.INELIGIBLE_REPLICA,
    ],
  ])('%s', (_, change, errorCode) => {
    const on = cluster();
    const { length } = on.log;
    const reply = ask(on, { newIsrWithEpochs: isr(1), ...change });
    expect([codeOf(reply), on.log.length]).toEqual([errorCode, length]);
  });

  test('a fenced replica, and one that is stopping', () => {
    const on = cluster();
    on.kill(3);
    expect(codeOf(ask(on, { newIsrWithEpochs: isr(1, 2, 3) }))).toBe(ErrorCode.INELIGIBLE_REPLICA);
    on.createTopic('led-by-2', [2, 1]);
    on.heartbeat(2, { wantShutDown: true });
    expect(codeOf(ask(on, { newIsrWithEpochs: isr(1, 2) }))).toBe(ErrorCode.INELIGIBLE_REPLICA);
  });

  test('yesterday’s leader epoch and partition epoch', () => {
    const on = cluster();
    const stale = { ...on.partition('t') };
    ask(on, { newIsrWithEpochs: isr(1, 2) });
    expect(
      codeOf(ask(on, { newIsrWithEpochs: isr(1), partitionEpoch: stale.partitionEpoch })),
    ).toBe(ErrorCode.INVALID_UPDATE_VERSION);
    on.kill(1);
    expect(codeOf(ask(on, { brokerId: 2, newIsrWithEpochs: isr(2), leaderEpoch: 0 }))).toBe(
      ErrorCode.FENCED_LEADER_EPOCH,
    );
  });

  test('an earlier life of the leader, for the whole request', () => {
    const on = cluster();
    expect(ask(on, { brokerEpoch: 12345 })).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.STALE_BROKER_EPOCH,
      topics: [],
    });
    expect(ask(on, { brokerId: 9 }).errorCode).toBe(ErrorCode.STALE_BROKER_EPOCH);
  });
});
