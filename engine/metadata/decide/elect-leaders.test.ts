/** Elections that somebody asks for. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { ElectLeadersResponse } from '../../protocol/messages/43-elect-leaders.ts';
import { TestCluster } from '../fixtures/cluster.ts';
import { alterPartition } from './alter-partition.ts';
import { electLeaders, rebalanceLeaders } from './elect-leaders.ts';

const PREFERRED = 0;
const UNCLEAN = 1;

/** Broker 1 has died and come back: broker 2 leads `t` and `u`, and 1 is in the in-sync set of `t` only. */
function cluster(): TestCluster {
  const on = new TestCluster();
  on.start(1, 2);
  on.createTopic('t', [1, 2], [2, 1]);
  on.createTopic('u', [1, 2]);
  on.kill(1);
  on.start(1);
  const { topicId, leaderEpoch, partitionEpoch } = on.partition('t');
  const partition = {
    partitionIndex: 0,
    leaderEpoch,
    newIsr: [2, 1],
    newIsrWithEpochs: [],
    leaderRecoveryState: 0,
    partitionEpoch,
  };
  const topics = [{ topicId, partitions: [partition] }];
  const brokerEpoch = on.image.brokers.get(2)!.epoch;
  on.run((state) => alterPartition(state, { brokerId: 2, brokerEpoch, topics }));
  return on;
}

function elect(
  on: TestCluster,
  electionType: number,
  wanted: Record<string, number[]> | null,
): ElectLeadersResponse {
  const topicPartitions =
    wanted === null
      ? null
      : Object.entries(wanted).map(([topic, partitions]) => ({ topic, partitions }));
  return on.run((state) => electLeaders(state, { electionType, topicPartitions, timeoutMs: 0 }));
}

function codes(reply: ElectLeadersResponse): Record<string, number[]> {
  return Object.fromEntries(
    reply.replicaElectionResults.map(({ topic, partitionResult }) => [
      topic,
      partitionResult.map(({ errorCode }) => errorCode),
    ]),
  );
}

describe('preferred leaders', () => {
  test('a preferred replica in sync takes over; one that is not, or that leads, does not', () => {
    const on = cluster();
    expect(codes(elect(on, PREFERRED, { t: [0, 1, 5], u: [0], v: [0] }))).toEqual({
      t: [ErrorCode.NONE, ErrorCode.ELECTION_NOT_NEEDED, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
      u: [ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE],
      v: [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    });
    expect([on.standing('t'), on.standing('u').leader]).toEqual([
      { leader: 1, isr: [2, 1], leaderEpoch: 2, partitionEpoch: 3 },
      2,
    ]);
  });

  test('who asks for all hears only of partitions that had something to do', () => {
    const on = cluster();
    expect(codes(elect(on, PREFERRED, null))).toEqual({
      t: [ErrorCode.NONE],
      u: [ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE],
    });
  });

  test('the controller’s own round does the same, and no more than it may', () => {
    const on = cluster();
    expect(rebalanceLeaders(on.image, 0).records).toEqual([]);
    on.write(rebalanceLeaders(on.image, 10).records);
    expect([on.standing('t').leader, on.standing('t', 1).leader, on.standing('u').leader]).toEqual([
      1, 2, 2,
    ]);
    expect(rebalanceLeaders(on.image, 10).records).toEqual([]);
  });
});

describe('unclean leaders', () => {
  test('a partition without a leader gets any live replica; one with a leader is left alone', () => {
    const on = cluster();
    on.kill(2);
    expect(on.standing('u')).toMatchObject({ leader: -1, isr: [2] });
    expect(codes(elect(on, UNCLEAN, { t: [0], u: [0] }))).toEqual({
      t: [ErrorCode.ELECTION_NOT_NEEDED],
      u: [ErrorCode.NONE],
    });
    expect(on.standing('u')).toMatchObject({ leader: 1, isr: [1] });
    expect(on.partition('u').leaderRecoveryState).toBe(1);
  });

  test('where nobody lives, nobody can be elected', () => {
    const on = cluster();
    on.kill(1);
    on.kill(2);
    expect(codes(elect(on, UNCLEAN, { u: [0] }))).toEqual({
      u: [ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE],
    });
  });
});

test('an unknown kind of election is refused', () => {
  expect(elect(cluster(), 7, null).errorCode).toBe(ErrorCode.INVALID_REQUEST);
});
