/** A member of a group: joins, divides, commits, gives back, and comes back when it was forgotten. */

import { beforeEach, describe, expect, test } from 'vitest';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import {
  fetch,
  findCoordinator,
  heartbeat,
  joinGroup,
  leaveGroup,
  listOffsets,
  offsetCommit,
  offsetFetch,
  syncGroup,
} from '../../../protocol/messages/index.ts';
import { encodeBatch } from '../../../records/batch-builder.ts';
import type { ConsumerOptions } from '../../cluster-client.ts';
import { ScriptedCluster } from '../scripted-cluster.ts';
import { WireConsumer } from './consumer.ts';
import { readAssignment, writeAssignment, writeSubscription } from './consumer-protocol.ts';

const COUNT = 10;
const GROUP = 'g';

let cluster: ScriptedCluster;
/** What the coordinator has, by partition. */
let committed: Map<number, number>;
/** What has happened, in order: `join m1`, `sync`, `commit 0@10`, `leave m1`. */
let story: string[];
/** Errors of the next heartbeats, joins and commits. */
let errors: { heartbeat: number[]; join: number[]; commit: number[] };
let generation: number;
/** What sync gives to followers. */
let given: number[];
let isLeader: boolean;

beforeEach(async () => {
  cluster = await new ScriptedCluster([1]).start();
  cluster.leaders.set('t', [1, 1]);
  committed = new Map();
  story = [];
  errors = { heartbeat: [], join: [], commit: [] };
  generation = 0;
  given = [0, 1];
  isLeader = false;
  answerGroups();
  answerData();
});

function answerGroups(): void {
  cluster.answer(findCoordinator, ({ coordinatorKeys }) => ({
    coordinators: coordinatorKeys.map((key) => ({
      key,
      nodeId: 1,
      host: 'broker',
      port: 9001,
      errorCode: 0,
      errorMessage: null,
    })),
  }));
  let memberCount = 0;
  cluster.answer(joinGroup, ({ memberId, protocols }) => {
    story.push(`join ${memberId || 'nobody'}`);
    const errorCode = errors.join.shift() ?? 0;
    const id = memberId === '' ? `m${++memberCount}` : memberId;
    if (errorCode === 0) generation += 1;
    const other = writeSubscription(['t'], []);
    const members = [
      { memberId: id, metadata: protocols[0]!.metadata },
      { memberId: 'zz', metadata: other },
    ];
    return {
      errorCode,
      generationId: generation,
      protocolType: 'consumer',
      protocolName: 'range',
      leader: isLeader ? id : 'zz',
      memberId: id,
      members: isLeader ? members : [],
    };
  });
  cluster.answer(syncGroup, ({ memberId, assignments }) => {
    story.push('sync');
    const own = assignments.find((each) => each.memberId === memberId)?.assignment;
    const partitions = given.map((partition) => ({ topic: 't', partition }));
    return { errorCode: 0, assignment: own ?? writeAssignment(partitions) };
  });
  cluster.answer(heartbeat, () => ({ errorCode: errors.heartbeat.shift() ?? 0 }));
  cluster.answer(leaveGroup, ({ members }) => {
    story.push(`leave ${members[0]!.memberId}`);
    return { errorCode: 0, members: [] };
  });
  cluster.answer(offsetFetch, ({ groups }) => ({
    groups: groups.map(({ groupId }) => ({
      groupId,
      topics: [
        {
          name: 't',
          partitions: [...committed].map(([partitionIndex, committedOffset]) => ({
            partitionIndex,
            committedOffset,
            metadata: '',
            errorCode: 0,
          })),
        },
      ],
    })),
  }));
  cluster.answer(offsetCommit, ({ topics, generationIdOrMemberEpoch }) => {
    const errorCode = errors.commit.shift() ?? 0;
    expect(generationIdOrMemberEpoch).toBe(generation);
    const partitions = topics[0]!.partitions;
    for (const { partitionIndex, committedOffset } of partitions) {
      if (errorCode !== 0) continue;
      committed.set(partitionIndex, committedOffset);
      story.push(`commit ${partitionIndex}@${committedOffset}`);
    }
    return {
      topics: [
        {
          name: 't',
          partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
        },
      ],
    };
  });
}

/** Two partitions of ten records each. */
function answerData(): void {
  const records = Array.from({ length: COUNT }, () => ({ value: Buffer.from('x'), timestamp: 1 }));
  const log = encodeBatch(records);
  cluster.answer(listOffsets, ({ topics }) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp }) => ({
        partitionIndex,
        errorCode: 0,
        offset: timestamp === -2 ? 0 : COUNT,
      })),
    })),
  }));
  cluster.answer(fetch, async ({ topics, maxWaitMs }) => {
    const wanted = topics.flatMap(({ partitions }) => partitions);
    if (wanted.every(({ fetchOffset }) => fetchOffset >= COUNT)) {
      await new Promise<void>((resolve) => cluster.clock.schedule(maxWaitMs, resolve));
    }
    const partitions = wanted.map(({ partition, fetchOffset }) => ({
      partitionIndex: partition,
      errorCode: 0,
      highWatermark: COUNT,
      abortedTransactions: null,
      records: fetchOffset >= COUNT ? Buffer.alloc(0) : log,
    }));
    return { responses: [{ topic: 't', partitions }] };
  });
}

function open(options: Partial<ConsumerOptions> = {}): Promise<WireConsumer> {
  return cluster.run(
    WireConsumer.open(cluster.client({ requestTimeoutMs: 5000, retryTimeoutMs: 5000 }), {
      groupId: GROUP,
      topics: ['t'],
      from: 'earliest',
      onBatch: () => undefined,
      ...options,
    }),
  );
}

function isAtEnd(consumer: WireConsumer, partitions = 2): boolean {
  return consumer.positions().filter(({ offset }) => offset === COUNT).length === partitions;
}

describe('joining', () => {
  test('a member that needs an id first comes back with the one it was given', async () => {
    errors.join = [ErrorCode.MEMBER_ID_REQUIRED];
    const consumer = await open();
    expect(story).toEqual(['join nobody', 'join m1', 'sync']);
    expect(consumer.assignment()).toEqual([
      { topic: 't', partition: 0 },
      { topic: 't', partition: 1 },
    ]);
  });

  test('the leader divides the partitions, the members of others included', async () => {
    isLeader = true;
    const consumer = await open();
    expect(consumer.assignment()).toEqual([{ topic: 't', partition: 0 }]);
    const { assignments } = cluster.askedOf(syncGroup)[0]!.body as {
      assignments: { memberId: string; assignment: Buffer }[];
    };
    expect(
      assignments.map(({ memberId, assignment }) => [memberId, readAssignment(assignment)]),
    ).toEqual([
      ['m1', [{ topic: 't', partitions: [0] }]],
      ['zz', [{ topic: 't', partitions: [1] }]],
    ]);
  });

  test('a coordinator that is loading is waited for', async () => {
    errors.join = [ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, ErrorCode.NOT_COORDINATOR];
    await open();
    expect(story.filter((event) => event.startsWith('join')).length).toBe(3);
  });

  test('a group that may not be used is refused', async () => {
    errors.join = [ErrorCode.GROUP_AUTHORIZATION_FAILED];
    await expect(open()).rejects.toMatchObject({ code: 'GROUP_AUTHORIZATION_FAILED' });
  });

  test('reading begins where the group has committed', async () => {
    committed.set(0, 7);
    const seen: string[] = [];
    const consumer = await open({
      onBatch: ({ partition, records }) =>
        void seen.push(...records.map(({ offset }) => `${partition}:${offset}`)),
    });
    await cluster.runUntil(() => isAtEnd(consumer));
    expect(seen.filter((each) => each.startsWith('0'))).toEqual(['0:7', '0:8', '0:9']);
    expect(seen.filter((each) => each.startsWith('1')).length).toBe(COUNT);
  });
});

describe('commits', () => {
  test('what has been handled is committed after a while, once', async () => {
    const consumer = await open({ commitIntervalMs: 500 });
    await cluster.runUntil(() => isAtEnd(consumer));
    expect(committed.size).toBe(0);
    await cluster.runFor(3000);
    expect(story.filter((event) => event.startsWith('commit')).sort()).toEqual([
      'commit 0@10',
      'commit 1@10',
    ]);
  });

  test('commit waits for the coordinator', async () => {
    const consumer = await open({ commitIntervalMs: 60_000 });
    await cluster.runUntil(() => isAtEnd(consumer));
    errors.commit = [ErrorCode.COORDINATOR_LOAD_IN_PROGRESS];
    await cluster.run(consumer.commit());
    expect(committed).toEqual(
      new Map([
        [0, 10],
        [1, 10],
      ]),
    );
  });

  test('closing commits, then leaves', async () => {
    const consumer = await open({ commitIntervalMs: 60_000 });
    await cluster.runUntil(() => isAtEnd(consumer));
    await cluster.run(consumer.close());
    expect(story.slice(-3)).toEqual(['commit 0@10', 'commit 1@10', 'leave m1']);
    await consumer.done;
    expect(cluster.clock.pendingCount).toBeLessThan(5);
  });

  test('what has not been handled is not committed', async () => {
    const consumer = await open({ onBatch: () => Promise.reject(new Error('no room')) });
    await expect(cluster.run(consumer.done)).rejects.toThrow('no room');
    await cluster.runFor(3000);
    expect([...committed.values()].every((offset) => offset === 0)).toBe(true);
    expect(story.at(-1)).toBe('leave m1');
  });

  test('a static member commits and stays', async () => {
    const consumer = await open({ groupInstanceId: 'worker-1' });
    await cluster.run(consumer.close());
    expect(story.some((event) => event.startsWith('leave'))).toBe(false);
    expect(cluster.askedOf(joinGroup)[0]!.body).toMatchObject({ groupInstanceId: 'worker-1' });
  });
});

describe('rebalances', () => {
  test('the batch at work is finished and committed before the member joins again', async () => {
    let release: () => void = () => undefined;
    const told: string[] = [];
    await open({
      commitIntervalMs: 60_000,
      onBatch: () => new Promise<void>((resolve) => (release = resolve)),
      onAssigned: (partitions) => void told.push(`assigned ${partitions.length}`),
      onRevoked: (partitions) => void told.push(`revoked ${partitions.length}`),
    });
    await cluster.runFor(100);
    given = [1];
    errors.heartbeat = [ErrorCode.REBALANCE_IN_PROGRESS];
    await cluster.runFor(5000);
    expect(story.filter((event) => event.startsWith('join')).length).toBe(1);
    release();
    await cluster.runUntil(() => told.length === 3);
    expect(told).toEqual(['assigned 2', 'revoked 2', 'assigned 1']);
    const rejoined = story.lastIndexOf('join m1');
    expect(story.slice(0, rejoined).filter((event) => event.endsWith('@10')).length).toBe(1);
  });

  test('a member that was forgotten joins as a new one', async () => {
    await open();
    errors.heartbeat = [ErrorCode.UNKNOWN_MEMBER_ID];
    await cluster.runUntil(() => story.filter((event) => event.startsWith('join')).length === 2);
    expect(story.filter((event) => event.startsWith('join'))).toEqual([
      'join nobody',
      'join nobody',
    ]);
  });

  test('a join that fails for long is tried again', async () => {
    const consumer = await open();
    errors.heartbeat = [ErrorCode.ILLEGAL_GENERATION];
    errors.join = Array.from({ length: 12 }, () => ErrorCode.COORDINATOR_NOT_AVAILABLE);
    await cluster.runUntil(() => errors.join.length === 0);
    await cluster.runUntil(() => consumer.assignment().length === 2);
    expect(story.at(-1)).toBe('sync');
  });

  test('a heartbeat that says no for good ends the reading', async () => {
    const consumer = await open();
    errors.heartbeat = [ErrorCode.FENCED_INSTANCE_ID];
    await expect(cluster.run(consumer.done)).rejects.toMatchObject({ code: 'FENCED_INSTANCE_ID' });
  });
});
