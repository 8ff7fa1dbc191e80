import { expect, test } from 'vitest';
import type { BrokerTelemetry } from '../../broker/telemetry.ts';
import { LiveState } from './live-state.ts';

/** Rows: id, leader epoch, in-sync mask, log start, high watermark, end, bytes. */
function told(
  brokerId: number,
  at: number,
  row: readonly number[],
  name?: { topic: string; partition: number },
): BrokerTelemetry {
  return {
    brokerId,
    at,
    names: name ? [{ id: row[0]!, ...name }] : [],
    partitions: Float64Array.from(row),
    reads: new Float64Array(),
    clients: undefined,
    groups: undefined,
    topology: undefined,
    counts: { led: 0, held: 0, inSync: 0 },
  };
}

function setUp() {
  const heard: string[] = [];
  const live = new LiveState({
    onLeader: ({ topic, partition, from, to }) =>
      heard.push(`${topic}-${partition}: ${from} to ${to}`),
    onInSync: ({ topic, partition, left, joined }) =>
      heard.push(`${topic}-${partition}: -${left.join()} +${joined.join()}`),
  });
  return { heard, live };
}

const name = { topic: 't', partition: 0 };

test('a partition keeps its row when another broker leads it, and the change is heard', () => {
  const { live, heard } = setUp();
  live.take(told(1, 0, [5, 0, 0b1110, 0, 10, 10, 1000], name));
  const id = live.partitionId('t', 0);
  live.leaderGone(1);
  expect(live.partitions.get(id)?.leader).toBe(-1);
  live.take(told(2, 1000, [8, 1, 0b1100, 0, 20, 20, 500], name));
  expect(live.partitions.get(id)).toMatchObject({
    leader: 2,
    leaderEpoch: 1,
    endOffset: 20,
    rate: 10,
    inSync: 0b1100,
  });
  expect(heard).toEqual(['t-0: -1 to 2', 't-0: -1 +']);
});

test('what an older leader still says is passed over', () => {
  const { live } = setUp();
  live.take(told(2, 0, [8, 3, 0b110, 0, 20, 20, 0], name));
  live.take(told(1, 1, [5, 2, 0b110, 0, 99, 99, 0], name));
  expect(live.partitions.get(live.partitionId('t', 0))?.endOffset).toBe(20);
});

test('a frame holds what changed since the last one, and rates fall when nothing comes', () => {
  const { live } = setUp();
  const versions = { partitions: 0, positions: 0, nodes: 0 };
  live.take(told(1, 0, [5, 0, 0b10, 0, 0, 0, 0], name));
  live.take(told(1, 1000, [5, 0, 0b10, 0, 100, 100, 1000]));
  expect(live.frameSince(versions, 1)?.partitions).toMatchObject([{ endOffset: 100, rate: 100 }]);
  expect(live.frameSince(versions, 2)).toBeUndefined();
  live.settle(3000);
  expect(live.frameSince(versions, 3)?.partitions).toMatchObject([{ rate: 0 }]);
  live.setNode({ liveId: 9, recordsIn: 1, recordsOut: 1, recordsSkipped: 0 }, 0);
  live.setNode({ liveId: 9, recordsIn: 1, recordsOut: 1, recordsSkipped: 0 }, 200);
  live.setPosition(11, { position: 5 }, 0);
  live.setPosition(11, { committed: 4 }, 0);
  const frame = live.frameSince(versions, 4);
  expect([frame?.nodes.length, frame?.positions]).toEqual([
    1,
    [{ liveId: 11, position: 5, committed: 4, rate: 0 }],
  ]);
});
