/** The metadata log is served as KRaft serves it: epochs, divergence, snapshots and long polls. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { FetchSnapshotRequest } from '../../protocol/messages/59-fetch-snapshot.ts';
import { CLUSTER_ID } from '../../metadata/fixtures/cluster.ts';
import { batchesOf } from '../../records/batch.ts';
import {
  fetchedPartition,
  LOG_DIRECTORY,
  metadataFetch,
  NODE_ID,
  TestController,
} from './fixtures/test-controller.ts';
import { isSnapshotWhole, listSnapshots } from './snapshot-file.ts';

async function fetched(
  on: TestController,
  change: Parameters<typeof metadataFetch>[0] = {},
): Promise<ReturnType<typeof fetchedPartition>> {
  return fetchedPartition(await on.controller.fetch(metadataFetch(change)));
}

function offsetsIn(records: Buffer | null): number[] {
  return [...batchesOf(records!)].map(({ lastOffset }) => lastOffset);
}

/** As many rounds as it takes to have a snapshot and none of the log before it. */
async function withSnapshot(): Promise<TestController> {
  const on = new TestController({ settings: { snapshotBytes: 1000 } });
  await on.startBrokers(1);
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    await on.createTopic(name, [1]);
    on.clock.advance(0);
  }
  return on;
}

describe('a fetch', () => {
  test('gives whole batches from the offset on, with the leader and the high watermark', async () => {
    const on = new TestController();
    const { records, ...rest } = await fetched(on, { fetchOffset: 5, lastFetchedEpoch: 1 });
    expect(offsetsIn(records)).toEqual([5, 6]);
    expect(rest).toMatchObject({
      errorCode: ErrorCode.NONE,
      highWatermark: 7,
      logStartOffset: 0,
      currentLeader: { leaderId: NODE_ID, leaderEpoch: 1 },
      divergingEpoch: { epoch: -1, endOffset: -1 },
      snapshotId: { epoch: -1, endOffset: -1 },
    });
  });

  test.each([
    ['an epoch of the past', { currentLeaderEpoch: 0 }, ErrorCode.FENCED_LEADER_EPOCH],
    ['no epoch', { currentLeaderEpoch: -1 }, ErrorCode.FENCED_LEADER_EPOCH],
    ['an epoch of the future', { currentLeaderEpoch: 2 }, ErrorCode.UNKNOWN_LEADER_EPOCH],
  ])('with %s is told the epoch of now', async (_, change, errorCode) => {
    const partition = await fetched(new TestController(), change);
    expect([partition.errorCode, partition.currentLeader.leaderEpoch]).toEqual([errorCode, 1]);
  });

  test('with records that this log does not have is told where they part', async () => {
    const on = new TestController();
    on.restart();
    const change = { currentLeaderEpoch: 2, fetchOffset: 9, lastFetchedEpoch: 1 };
    expect((await fetched(on, change)).divergingEpoch).toEqual({ epoch: 1, endOffset: 7 });
    const future = { currentLeaderEpoch: 2, fetchOffset: 9, lastFetchedEpoch: 7 };
    expect((await fetched(on, future)).divergingEpoch).toEqual({ epoch: 0, endOffset: 0 });
  });

  test('of what is deleted is sent to the snapshot', async () => {
    const on = await withSnapshot();
    const [snapshot] = listSnapshots(on.disk, LOG_DIRECTORY);
    expect((await fetched(on)).snapshotId).toEqual(snapshot);
    const { endOffset: fetchOffset, epoch: lastFetchedEpoch } = snapshot!;
    const after = await fetched(on, { fetchOffset, lastFetchedEpoch });
    expect([after.snapshotId.epoch, after.divergingEpoch.epoch]).toEqual([-1, -1]);
  });

  test.each([
    ['another cluster', metadataFetch({ clusterId: 'x' }), ErrorCode.INCONSISTENT_CLUSTER_ID],
    ['no partition', { ...metadataFetch(), topics: [] }, ErrorCode.INVALID_REQUEST],
    ['another partition', metadataFetch({ partition: 1 }), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    [
      'another topic',
      {
        ...metadataFetch(),
        topics: [{ ...metadataFetch().topics[0]!, topic: 't', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }],
      },
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ],
  ])('of %s is refused', async (_, request, errorCode) => {
    const reply = await new TestController().controller.fetch(request);
    expect([reply.errorCode, reply.responses]).toEqual([errorCode, []]);
  });

  test('without a cluster id is taken', async () => {
    expect((await fetched(new TestController(), { clusterId: null })).errorCode).toBe(
      ErrorCode.NONE,
    );
  });
});

describe('a fetch at the end', () => {
  const atEnd = { fetchOffset: 7, lastFetchedEpoch: 1, maxWaitMs: 500 };

  test('waits for the next record', async () => {
    const on = new TestController();
    const parked = fetched(on, atEnd);
    on.clock.advance(499);
    await on.register(1);
    expect(offsetsIn((await parked).records)).toEqual([7]);
  });

  test('is answered empty when the time is up', async () => {
    const on = new TestController();
    const parked = fetched(on, atEnd);
    on.clock.advance(500);
    const { errorCode, records } = await parked;
    expect([errorCode, records!.length]).toEqual([ErrorCode.NONE, 0]);
  });

  test('is answered at once when it does not want to wait', async () => {
    expect((await fetched(new TestController(), { ...atEnd, maxWaitMs: 0 })).records!.length).toBe(
      0,
    );
  });
});

describe('a snapshot', () => {
  function wanted(
    on: TestController,
    change: Partial<FetchSnapshotRequest['topics'][number]['partitions'][number]> = {},
  ): FetchSnapshotRequest {
    const [snapshotId] = listSnapshots(on.disk, LOG_DIRECTORY);
    const partition = {
      partition: 0,
      currentLeaderEpoch: 1,
      snapshotId: snapshotId!,
      position: 0,
      replicaDirectoryId: 'AAAAAAAAAAAAAAAAAAAAAA',
      ...change,
    };
    const topics = [{ name: '__cluster_metadata', partitions: [partition] }];
    return { clusterId: CLUSTER_ID, replicaId: 1, maxBytes: 100, topics };
  }

  test('is given in pieces that make the file', async () => {
    const on = await withSnapshot();
    const pieces: Buffer[] = [];
    for (let position = 0, size = 1; position < size; position += pieces.at(-1)!.length) {
      const reply = await on.controller.fetchSnapshot(wanted(on, { position }));
      const piece = reply.topics[0]!.partitions[0]!;
      expect([piece.errorCode, piece.position]).toEqual([ErrorCode.NONE, position]);
      pieces.push(piece.unalignedRecords);
      ({ size } = piece);
    }
    expect(pieces.length).toBeGreaterThan(3);
    expect(isSnapshotWhole(Buffer.concat(pieces))).toBe(true);
    expect(isSnapshotWhole(Buffer.concat(pieces.slice(0, -1)))).toBe(false);
  });

  test.each([
    ['another snapshot', { snapshotId: { endOffset: 1, epoch: 1 } }, ErrorCode.SNAPSHOT_NOT_FOUND],
    ['a place beyond its end', { position: 1_000_000 }, ErrorCode.POSITION_OUT_OF_RANGE],
    ['a place before its start', { position: -1 }, ErrorCode.POSITION_OUT_OF_RANGE],
    ['an epoch of the past', { currentLeaderEpoch: 0 }, ErrorCode.FENCED_LEADER_EPOCH],
    ['an epoch of the future', { currentLeaderEpoch: 9 }, ErrorCode.UNKNOWN_LEADER_EPOCH],
  ])('with %s is refused', async (_, change, errorCode) => {
    const on = await withSnapshot();
    const reply = await on.controller.fetchSnapshot(wanted(on, change));
    expect(reply.topics[0]!.partitions[0]!.errorCode).toBe(errorCode);
  });

  test('of another cluster or partition is refused as a whole', async () => {
    const on = await withSnapshot();
    const codes = await Promise.all(
      [
        { ...wanted(on), clusterId: 'x' },
        { ...wanted(on), topics: [] },
        wanted(on, { partition: 1 }),
      ].map(async (request) => (await on.controller.fetchSnapshot(request)).errorCode),
    );
    expect(codes).toEqual([
      ErrorCode.INCONSISTENT_CLUSTER_ID,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
  });
});
