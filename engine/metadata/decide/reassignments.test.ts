/** Partitions move to other brokers: replicas come, catch up, and only then do the others go. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { TestCluster } from '../fixtures/cluster.ts';
import { alterPartitionReassignments } from './alter-partition-reassignments.ts';
import { alterPartition } from './alter-partition.ts';
import { incrementalAlterConfigs } from './alter-configs.ts';
import { listPartitionReassignments } from './list-partition-reassignments.ts';

const timeoutMs = 0;

function cluster(): TestCluster {
  const started = new TestCluster();
  started.start(1, 2, 3, 4);
  started.createTopic('t', [1, 2]);
  return started;
}

function move(
  on: TestCluster,
  replicas: number[] | null,
  unusual: { name?: string; partitionIndex?: number; allowReplicationFactorChange?: boolean } = {},
): { errorCode: number; errorMessage: string | null } {
  const { name = 't', partitionIndex = 0, allowReplicationFactorChange = true } = unusual;
  const topics = [{ name, partitions: [{ partitionIndex, replicas }] }];
  const request = { timeoutMs, allowReplicationFactorChange, topics };
  const { responses } = on.run((state) => alterPartitionReassignments(state, request));
  const { errorCode, errorMessage } = responses[0]!.partitions[0]!;
  return { errorCode, errorMessage };
}

/** The leader asks for this in-sync set; gives the code of the answer. */
function sync(on: TestCluster, ...isr: number[]): number {
  const { topicId, leader, leaderEpoch, partitionEpoch } = on.partition('t');
  const newIsrWithEpochs = isr.map((brokerId) => ({ brokerId, brokerEpoch: -1 }));
  const wanted = { partitionIndex: 0, leaderEpoch, partitionEpoch, leaderRecoveryState: 0 };
  const topics = [{ topicId, partitions: [{ ...wanted, newIsr: [], newIsrWithEpochs }] }];
  const brokerEpoch = on.image.brokers.get(leader)!.epoch;
  const request = { brokerId: leader, brokerEpoch, topics };
  return on.run((state) => alterPartition(state, request)).topics[0]!.partitions[0]!.errorCode;
}

function standing(on: TestCluster): unknown {
  const { replicas, isr, addingReplicas, removingReplicas } = on.partition('t');
  const { leader, leaderEpoch } = on.partition('t');
  return { replicas, isr, adding: addingReplicas, removing: removingReplicas, leader, leaderEpoch };
}

const accepted = { errorCode: ErrorCode.NONE, errorMessage: null };
const still = { adding: [], removing: [] };

describe('a move', () => {
  test('first adds replicas, and drops the others when all that came are in sync', () => {
    const on = cluster();
    expect(move(on, [3, 4])).toEqual(accepted);
    const moving = { replicas: [3, 4, 1, 2], adding: [3, 4], removing: [1, 2] };
    expect(standing(on)).toEqual({ ...moving, isr: [1, 2], leader: 1, leaderEpoch: 0 });
    expect(sync(on, 1, 2, 3)).toBe(ErrorCode.NONE);
    expect(standing(on)).toEqual({ ...moving, isr: [1, 2, 3], leader: 1, leaderEpoch: 0 });
    expect(sync(on, 1, 2, 3, 4)).toBe(ErrorCode.NEW_LEADER_ELECTED);
    expect(standing(on)).toEqual({
      ...still,
      replicas: [3, 4],
      isr: [3, 4],
      leader: 3,
      leaderEpoch: 1,
    });
    expect(on.partition('t').directories).toHaveLength(2);
  });

  test('that only adds keeps the leader and its epoch', () => {
    const on = cluster();
    move(on, [1, 2, 3]);
    expect(sync(on, 1, 2, 3)).toBe(ErrorCode.NONE);
    const grown = { replicas: [1, 2, 3], isr: [1, 2, 3] };
    expect(standing(on)).toEqual({ ...still, ...grown, leader: 1, leaderEpoch: 0 });
  });

  test('that only drops is done at once, and fences the one that went', () => {
    const on = cluster();
    expect(move(on, [1])).toEqual(accepted);
    const shrunk = { replicas: [1], isr: [1] };
    expect(standing(on)).toEqual({ ...still, ...shrunk, leader: 1, leaderEpoch: 1 });
  });

  test('that drops all who are in sync waits for another', () => {
    const on = cluster();
    on.kill(2);
    move(on, [2]);
    expect(standing(on)).toMatchObject({ replicas: [2, 1], isr: [1], removing: [1], leader: 1 });
    on.heartbeat(2);
    expect(sync(on, 1, 2)).toBe(ErrorCode.NEW_LEADER_ELECTED);
    expect(standing(on)).toMatchObject({ ...still, replicas: [2], isr: [2], leader: 2 });
  });

  test('to the same brokers in another order is done at once', () => {
    const on = cluster();
    move(on, [2, 1]);
    const turned = { replicas: [2, 1], isr: [1, 2] };
    expect(standing(on)).toEqual({ ...still, ...turned, leader: 1, leaderEpoch: 0 });
  });

  test('can be sent elsewhere while it goes on; who was coming and is not wanted any more goes', () => {
    const on = cluster();
    move(on, [3, 2]);
    expect(move(on, [4, 2])).toEqual(accepted);
    const elsewhere = { replicas: [4, 2, 1, 3], adding: [4], removing: [1, 3] };
    expect(standing(on)).toMatchObject(elsewhere);
    expect(move(on, [4, 2])).toEqual(accepted);
    expect(standing(on)).toMatchObject(elsewhere);
  });

  test('is complete when all that came are in sync, whoever else is not', () => {
    const on = cluster();
    move(on, [3, 2]);
    expect(sync(on, 1, 3)).toBe(ErrorCode.NEW_LEADER_ELECTED);
    expect(standing(on)).toMatchObject({ ...still, replicas: [3, 2], isr: [3], leader: 3 });
  });
});

describe('calling a move off', () => {
  test('brings the earlier replicas back', () => {
    const on = cluster();
    move(on, [3, 2]);
    sync(on, 1, 2);
    expect(move(on, null)).toEqual(accepted);
    const back = { replicas: [2, 1], isr: [1, 2] };
    expect(standing(on)).toEqual({ ...still, ...back, leader: 1, leaderEpoch: 1 });
  });

  test('is refused where nothing moves', () => {
    expect(move(cluster(), null)).toEqual({
      errorCode: ErrorCode.NO_REASSIGNMENT_IN_PROGRESS,
      errorMessage: 'No partition reassignment is in progress.',
    });
  });

  test('needs an unclean election where only those that came are in sync', () => {
    const on = cluster();
    move(on, [3, 4]);
    sync(on, 1, 3);
    on.kill(1);
    expect(standing(on)).toMatchObject({ isr: [3], leader: 3 });
    expect(move(on, null)).toEqual({
      errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      errorMessage:
        'Unable to revert partition assignment for t:0 because it would require an unclean leader election.',
    });
    const configs = [{ name: 'unclean.leader.election.enable', configOperation: 0, value: 'true' }];
    const resources = [{ resourceType: 2, resourceName: 't', configs }];
    on.run((state) => incrementalAlterConfigs(state, { resources, validateOnly: false }));
    expect(move(on, null)).toEqual(accepted);
    expect(standing(on)).toMatchObject({ ...still, replicas: [1, 2], isr: [2], leader: 2 });
  });
});

describe('what is refused', () => {
  const invalid = ErrorCode.INVALID_REPLICA_ASSIGNMENT;
  const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  test.each([
    [[9], {}, invalid, /includes broker 9, but no such broker is registered/],
    [[1, 1], {}, invalid, /includes the broker 1 more than once/],
    [[], {}, invalid, /includes an empty replica list/],
    [[1], { name: 'none' }, unknown, /^Unable to find a topic named none\.$/],
    [[1], { partitionIndex: 7 }, unknown, /^Unable to find partition t:7\.$/],
    [
      [1, 2, 3],
      { allowReplicationFactorChange: false },
      ErrorCode.INVALID_REPLICATION_FACTOR,
      /^The replication factor is changed from 2 to 3$/,
    ],
  ])('%j with %j', (replicas, unusual, errorCode, sentence) => {
    const on = cluster();
    const before = on.log.length;
    expect(move(on, replicas, unusual)).toEqual({
      errorCode,
      errorMessage: expect.stringMatching(sentence),
    });
    expect(on.log.length).toBe(before);
  });
});

test('what moves is listed, all of it or what is asked for', () => {
  const on = cluster();
  on.createTopic('u', [1], [2]);
  move(on, [3, 1]);
  move(on, [2], { name: 'u', partitionIndex: 0 });
  const list = (topics: { name: string; partitionIndexes: number[] }[] | null) =>
    on.run((state) => listPartitionReassignments(state, { timeoutMs, topics })).topics;
  const ofT = {
    name: 't',
    partitions: [
      { partitionIndex: 0, replicas: [3, 1, 2], addingReplicas: [3], removingReplicas: [2] },
    ],
  };
  const ofU = {
    name: 'u',
    partitions: [
      { partitionIndex: 0, replicas: [2, 1], addingReplicas: [2], removingReplicas: [1] },
    ],
  };
  expect(list(null)).toEqual([ofT, ofU]);
  expect(list([{ name: 'u', partitionIndexes: [0, 1, 5] }])).toEqual([ofU]);
  expect(list([{ name: 'u', partitionIndexes: [1] }])).toEqual([]);
  expect(list([{ name: 'none', partitionIndexes: [0] }])).toEqual([]);
});
