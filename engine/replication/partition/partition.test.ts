import { expect, test } from 'vitest';
import { MemoryDisk } from '../../base/ports/virtual/memory-disk.ts';
import { systemRandom } from '../../base/ports/real/random.ts';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { LogDirectory } from '../../log/log-directory.ts';
import { encodeBatch } from '../../records/batch-builder.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { Partition, type PartitionAssignment } from './partition.ts';

const LEADER: PartitionAssignment = {
  leader: 1,
  leaderEpoch: 5,
  partitionEpoch: 10,
  replicas: [1, 2, 3],
  isr: [1, 2, 3],
};

function setUp(options: { minInSync?: number } = {}) {
  const clock = new ManualClock();
  const logs = LogDirectory.open({
    disk: new MemoryDisk(),
    clock,
    random: systemRandom,
    path: '/data',
    clusterId: 'c',
    nodeId: 1,
  });
  const log = logs.create({ topic: 't', partition: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAAQ' });
  const proposals: (readonly number[])[] = [];
  const partition: Partition = new Partition({
    topic: 't',
    index: 0,
    topicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
    log,
    minInSync: options.minInSync ?? 1,
    owner: {
      brokerId: 1,
      isBrokerAlive: () => true,
      monotonic: () => clock.monotonic(),
      progressed() {},
      proposeIsr: (_partition, isr) => proposals.push(isr),
    },
  });
  const append = (value = 'v') =>
    partition.append(encodeBatch([{ key: null, value: Buffer.from(value), timestamp: 1 }], {}), {
      leaderEpoch: partition.assignment.leaderEpoch,
    });
  return { clock, partition, proposals, append };
}

test('the high watermark is what every in-sync replica has', () => {
  const { partition, append } = setUp();
  partition.assign(LEADER);
  append();
  append();
  partition.noteFollowerFetch(2, 2);
  expect(partition.highWatermark).toBe(0);
  partition.noteFollowerFetch(3, 1);
  expect(partition.highWatermark).toBe(1);
  partition.noteFollowerFetch(3, 2);
  expect(partition.highWatermark).toBe(2);
});

test('a producer is answered when its record is committed, at the end of the turn', () => {
  const { partition, append } = setUp();
  partition.assign(LEADER);
  append();
  const answers: number[] = [];
  partition.whenCommitted(1, 1000, (error) => answers.push(error));
  partition.noteFollowerFetch(2, 1);
  partition.noteFollowerFetch(3, 1);
  partition.serve();
  expect(answers).toEqual([ErrorCode.NONE]);
});

test('who waits is told when the time is over, and when another leads', () => {
  const { partition, append } = setUp();
  partition.assign(LEADER);
  append();
  const answers: number[] = [];
  partition.whenCommitted(1, 100, (error) => answers.push(error));
  partition.whenCommitted(1, 900, (error) => answers.push(error));
  partition.expireWaiters(100);
  partition.assign({ ...LEADER, leader: 2, leaderEpoch: 6, partitionEpoch: 11 });
  partition.whenCommitted(1, 900, (error) => answers.push(error));
  expect(answers).toEqual([
    ErrorCode.REQUEST_TIMED_OUT,
    ErrorCode.NOT_LEADER_OR_FOLLOWER,
    ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ]);
});

test('a follower that falls behind is proposed out, and in again when it has caught up', () => {
  const { partition, append, clock, proposals } = setUp();
  partition.assign(LEADER);
  append();
  partition.noteFollowerFetch(2, 1);
  partition.noteFollowerFetch(3, 0);
  clock.advance(3000);
  partition.noteFollowerFetch(2, 1);
  partition.dropLaggards(2000);
  expect(proposals).toEqual([[1, 2]]);
  expect(partition.highWatermark).toBe(0);
  partition.settleIsr({ isr: [1, 2], partitionEpoch: 11, leaderEpoch: 5 });
  expect(partition.highWatermark).toBe(1);
  append();
  partition.noteFollowerFetch(3, 1);
  expect(proposals).toEqual([
    [1, 2],
    [1, 2, 3],
  ]);
  partition.noteFollowerFetch(2, 2);
  expect(partition.highWatermark).toBe(1);
});

test('a follower that is one record behind a producer that never pauses is waited for, and let in', () => {
  const { partition, proposals, append } = setUp();
  partition.assign({ ...LEADER, replicas: [1, 2], isr: [1] });
  append();
  append();
  partition.noteFollowerFetch(2, 0);
  append();
  expect(partition.highWatermark).toBe(3);
  partition.noteFollowerFetch(2, 2);
  append();
  expect([partition.highWatermark, proposals]).toEqual([3, []]);
  partition.noteFollowerFetch(2, 3);
  append();
  expect([partition.highWatermark, proposals]).toEqual([3, [[1, 2]]]);
  const { leaderEpoch } = LEADER;
  partition.settleIsr({ isr: [1, 2], partitionEpoch: 11, leaderEpoch });
  partition.noteFollowerFetch(2, 5);
  expect(partition.highWatermark).toBe(5);
});

test('a follower that was waited for and asks no more, or is refused, holds nobody up', () => {
  const { clock, partition, append } = setUp();
  partition.assign({ ...LEADER, replicas: [1, 2], isr: [1] });
  append();
  append();
  partition.noteFollowerFetch(2, 0);
  append();
  partition.noteFollowerFetch(2, 2);
  append();
  clock.advance(400);
  partition.expireWaiters(clock.monotonic());
  expect(partition.highWatermark).toBe(3);
  clock.advance(200);
  partition.expireWaiters(clock.monotonic());
  expect(partition.highWatermark).toBe(4);
  partition.noteFollowerFetch(2, 4);
  append();
  expect(partition.highWatermark).toBe(4);
  partition.settleIsr(undefined);
  append();
  expect(partition.highWatermark).toBe(6);
});

test('nothing is committed while fewer are in sync than must be', () => {
  const { partition, append } = setUp({ minInSync: 2 });
  partition.assign({ ...LEADER, isr: [1] });
  append();
  expect([partition.hasEnoughInSync(), partition.highWatermark]).toEqual([false, 0]);
  partition.settleIsr({ isr: [1, 2], partitionEpoch: 11, leaderEpoch: 5 });
  partition.noteFollowerFetch(2, 1);
  expect([partition.hasEnoughInSync(), partition.highWatermark]).toEqual([true, 1]);
});

test('an older decision of the controller is passed over', () => {
  const { partition } = setUp();
  partition.assign(LEADER);
  expect(partition.assign({ ...LEADER, partitionEpoch: 9, isr: [1] })).toBe(false);
  partition.settleIsr({ isr: [1], partitionEpoch: 10, leaderEpoch: 5 });
  expect(partition.isr).toEqual([1, 2, 3]);
});

test('epochs of clients are fenced', () => {
  const { partition } = setUp();
  partition.assign(LEADER);
  expect([-1, 4, 5, 6].map((epoch) => partition.checkLeader(epoch))).toEqual([
    ErrorCode.NONE,
    ErrorCode.FENCED_LEADER_EPOCH,
    ErrorCode.NONE,
    ErrorCode.UNKNOWN_LEADER_EPOCH,
  ]);
});

test('a follower takes over what its leader says is committed, but never more than it has', () => {
  const { partition } = setUp();
  partition.assign({ ...LEADER, leader: 2 });
  const batch = encodeBatch([{ key: null, value: Buffer.from('v'), timestamp: 1 }], {});
  partition.appendFetched(batch, { highWatermark: 7, logStartOffset: 0 });
  expect([partition.log.endOffset, partition.highWatermark]).toEqual([1, 1]);
});

test('a watcher hears of what was appended and of what was committed, and of a change of leader', () => {
  const { partition, append } = setUp();
  partition.assign(LEADER);
  const heard: string[] = [];
  const watcher = {
    onProgress: (kind: string, bytes: number) => heard.push(`${kind} ${bytes > 0}`),
    onChange: () => heard.push('change'),
  };
  partition.watch(watcher);
  append();
  partition.serve();
  partition.noteFollowerFetch(2, 1);
  partition.noteFollowerFetch(3, 1);
  partition.serve();
  partition.assign({ ...LEADER, leaderEpoch: 6, partitionEpoch: 11, leader: 3 });
  partition.unwatch(watcher);
  partition.close();
  expect(heard).toEqual(['appended true', 'committed true', 'change']);
});
