import { expect, test } from 'vitest';
import { LiveRows } from '../../state/live/live-rows.ts';
import type { PartitionColumn, PositionColumn } from '../../state/live/live-store.ts';
import type { StripModel } from './strip-model.ts';
import { StripMotion } from './strip-motion.ts';

function rows() {
  const partitions = new LiveRows<PartitionColumn>([
    'leader',
    'leaderEpoch',
    'inSync',
    'logStart',
    'highWatermark',
    'endOffset',
    'rate',
    'bytesRate',
  ]);
  const positions = new LiveRows<PositionColumn>(['position', 'committed', 'rate']);
  return {
    partitions,
    positions,
    tell({
      endOffset,
      leader = 1,
      rate = 1,
    }: {
      endOffset: number;
      leader?: number;
      rate?: number;
    }) {
      partitions.write(1, {
        leader,
        leaderEpoch: 0,
        inSync: 2,
        logStart: 0,
        highWatermark: endOffset,
        endOffset,
        rate,
        bytesRate: 0,
      });
    },
  };
}

const reader = (key: string, liveId: number) => ({
  key,
  person: 'sally',
  liveId,
  name: 'Sally',
  initial: 'S',
  hue: 1,
  shape: 'circle' as const,
  isPaused: false,
});
const model = (...readers: ReturnType<typeof reader>[]): StripModel => ({
  topic: 'widgets',
  partitions: [{ partition: 0, liveId: 1, replicas: [1], readers }],
});

function settle(
  motion: StripMotion,
  shown: StripModel,
  live: ReturnType<typeof rows>,
  from: number,
) {
  let now = from;
  do motion.step(shown, live, (now += 16));
  while (!motion.settled());
  return now;
}

test('the first numbers are shown at once', () => {
  const live = rows();
  live.tell({ endOffset: 500 });
  const motion = new StripMotion(() => false);
  motion.step(model(), live, 0);
  expect(motion.rows.get(1)).toEqual({ endOffset: 500, fresh: 500, leader: 1, change: 0 });
  expect(motion.settled()).toBe(true);
});

test('a record that comes pushes the row gently, stays fresh for a moment, and then all rests', () => {
  const live = rows();
  const motion = new StripMotion(() => false);
  live.tell({ endOffset: 10 });
  motion.step(model(), live, 0);
  live.tell({ endOffset: 11 });
  motion.step(model(), live, 16);
  expect(motion.rows.get(1)!.endOffset).toBeGreaterThan(10);
  expect(motion.rows.get(1)!.endOffset).toBeLessThan(11);
  expect(motion.rows.get(1)!.fresh).toBeLessThan(11);
  settle(motion, model(), live, 32);
  expect(motion.rows.get(1)).toMatchObject({ endOffset: 11, fresh: 11 });
});

test('farther than the strip is long, the row jumps', () => {
  const live = rows();
  const motion = new StripMotion(() => false);
  live.tell({ endOffset: 10 });
  motion.step(model(), live, 0);
  live.tell({ endOffset: 5000 });
  motion.step(model(), live, 16);
  expect(motion.rows.get(1)).toMatchObject({ endOffset: 5000, fresh: 5000 });
});

test('a log that was cut shows its new end', () => {
  const live = rows();
  const motion = new StripMotion(() => false);
  live.tell({ endOffset: 10 });
  motion.step(model(), live, 0);
  live.tell({ endOffset: 8 });
  settle(motion, model(), live, 16);
  expect(motion.rows.get(1)).toMatchObject({ endOffset: 8, fresh: 8 });
});

test('with reduced motion everything jumps', () => {
  const live = rows();
  const motion = new StripMotion(() => true);
  live.tell({ endOffset: 10 });
  motion.step(model(), live, 0);
  live.tell({ endOffset: 12, leader: 2, rate: 100 });
  motion.step(model(), live, 16);
  expect(motion.rows.get(1)).toEqual({ endOffset: 12, fresh: 12, leader: 2, change: 0 });
  expect(Math.round(motion.span)).toBe(1000);
  expect(motion.settled()).toBe(true);
});

test('a change of leader is marked once', () => {
  const live = rows();
  const motion = new StripMotion(() => false);
  live.tell({ endOffset: 10 });
  motion.step(model(), live, 0);
  live.tell({ endOffset: 10, leader: 3 });
  motion.step(model(), live, 16);
  expect(motion.rows.get(1)!.change).toBeGreaterThan(0.9);
  settle(motion, model(), live, 16);
  expect(motion.rows.get(1)).toMatchObject({ leader: 3, change: 0 });
});

test('a reader steps along, and is first seen where it is', () => {
  const live = rows();
  const motion = new StripMotion(() => false);
  const shown = model(reader('a', 7));
  live.tell({ endOffset: 10 });
  live.positions.write(7, { position: 4, committed: -1, rate: 0 });
  motion.step(shown, live, 0);
  expect(motion.position('a')).toBe(4);
  live.positions.write(7, { position: 5, committed: -1, rate: 0 });
  motion.step(shown, live, 16);
  expect(motion.position('a')).toBeGreaterThan(4);
  expect(motion.position('a')).toBeLessThan(5);
  settle(motion, shown, live, 16);
  expect(motion.position('a')).toBe(5);
});

test('a reader whose position is not known yet stands at what it committed', () => {
  const live = rows();
  const motion = new StripMotion(() => false);
  live.positions.write(7, { position: -1, committed: 3, rate: 0 });
  motion.step(model(reader('a', 7)), live, 0);
  expect(motion.position('a')).toBe(3);
});

test('after a rebalance a badge walks from where it stood to its new row', () => {
  const live = rows();
  const motion = new StripMotion(() => false);
  const before = reader('sally:1', 1);
  const after = reader('sally:2', 2);
  motion.step(model(before), live, 0);
  motion.badge(before, { x: 100, y: 30 });
  for (let now = 16; now < 2000; now += 16) {
    motion.step(model(before), live, now);
    motion.badge(before, { x: 100, y: 30 });
  }
  motion.keep(model(after));
  motion.step(model(after), live, 2016);
  const moved = motion.badge(after, { x: 200, y: 72 });
  expect(moved.x).toBeGreaterThan(100);
  expect(moved.x).toBeLessThan(150);
  expect(moved.shown).toBe(1);
});

test('a new badge is set down from above', () => {
  const motion = new StripMotion(() => false);
  motion.step(model(), rows(), 0);
  motion.step(model(), rows(), 16);
  const badge = motion.badge(reader('a', 1), { x: 50, y: 30 });
  expect(badge.x).toBe(50);
  expect(badge.y).toBeLessThan(30);
  expect(badge.shown).toBeLessThan(0.5);
});

test('bursts into one partition after the other do not change the scale, a busy partition does', () => {
  const live = rows();
  const motion = new StripMotion(() => true);
  const three: StripModel = {
    topic: 'widgets',
    partitions: [1, 2, 3].map((liveId) => ({
      partition: liveId,
      liveId,
      replicas: [1],
      readers: [],
    })),
  };
  live.tell({ endOffset: 10, rate: 12 });
  motion.step(three, live, 0);
  expect(motion.span).toBeCloseTo(40);
  live.tell({ endOffset: 10, rate: 300 });
  motion.step(three, live, 16);
  expect(motion.span).toBeCloseTo(1000);
});
