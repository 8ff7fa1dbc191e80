import { expect, test, vi } from 'vitest';
import { createScriptedHost } from '../scripted-host.ts';
import { createLiveStore, type LivePorts } from './live-store.ts';

const partition = (liveId: number, endOffset: number) => ({
  liveId,
  leader: 1,
  leaderEpoch: 0,
  inSync: 0b1110,
  logStart: 0,
  highWatermark: endOffset,
  endOffset,
  rate: 5,
  bytesRate: 500,
});
const frameOf = (...partitions: ReturnType<typeof partition>[]) => ({
  at: 1000,
  partitions,
  positions: [],
  nodes: [],
});

/** Frames and timers that come when the test says so. */
function handPorts() {
  const callbacks = new Map<number, (now: number) => void>();
  const timers = new Map<number, () => void>();
  let next = 1;
  const ports: LivePorts = {
    request(callback) {
      callbacks.set(next, callback);
      return next++;
    },
    cancel: (handle) => callbacks.delete(handle),
    setTimer(callback) {
      timers.set(next, callback);
      return next++;
    },
    clearTimer: (timer) => timers.delete(timer),
  };
  const run = <Argument>(due: Map<number, (argument: Argument) => void>, argument: Argument) => {
    const now = [...due.values()];
    due.clear();
    for (const callback of now) callback(argument);
    return now.length;
  };
  return {
    ports,
    paint: (now = 0) => run(callbacks, now),
    tick: () => run<void>(timers, undefined),
    waiting: () => callbacks.size,
  };
}

function started() {
  const hand = handPorts();
  const host = createScriptedHost();
  const live = createLiveStore(host.transport, hand.ports);
  const send = async (frame: Parameters<typeof host.frame>[0]) => {
    await vi.waitUntil(() => host.frame(frame));
    await vi.waitUntil(() => live.at() === frame.at);
  };
  return { ...hand, host, live, send };
}

test('the newest numbers are kept by row, and NaN stands for what nobody said', async () => {
  const { live, send } = started();
  await send(frameOf(partition(7, 10)));
  await send({ ...frameOf(partition(7, 12)), at: 2000 });
  expect(live.partitions.read(7, 'endOffset')).toBe(12);
  expect(live.partitions.read(7, 'inSync')).toBe(0b1110);
  expect(live.partitions.read(8, 'endOffset')).toBeNaN();
});

test('positions and nodes are kept as well', async () => {
  const { live, send } = started();
  await send({
    at: 1,
    partitions: [],
    positions: [{ liveId: 3, position: 9, committed: -1, rate: 2 }],
    nodes: [{ liveId: 4, recordsIn: 1, recordsOut: 2, recordsSkipped: 3, rateIn: 4, rateOut: 5 }],
  });
  expect(live.positions.read(3, 'committed')).toBe(-1);
  expect(live.nodes.read(4, 'recordsSkipped')).toBe(3);
});

test('a painter paints once per change of its rows, and not for rows of others', async () => {
  const { live, send, paint } = started();
  const painted = vi.fn<(now: number) => boolean>(() => false);
  live.watch({ partitions: [1] }, painted);
  paint();
  expect(painted).toHaveBeenCalledTimes(1);
  await send(frameOf(partition(2, 5)));
  expect(paint()).toBe(0);
  await send({ ...frameOf(partition(1, 5), partition(1, 6)), at: 2 });
  paint(16);
  expect(painted.mock.calls).toEqual([[0], [16]]);
});

test('the loop goes on while something moves and rests when all stands', () => {
  const { live, paint, waiting } = started();
  let left = 3;
  live.watch({}, () => --left > 0);
  while (waiting() > 0) paint();
  expect(left).toBe(0);
});

test('a painter that watches other rows hears only of those', async () => {
  const { live, send, paint, waiting } = started();
  const painted = vi.fn<() => boolean>(() => false);
  const watch = live.watch({ partitions: [1] }, painted);
  watch.watch({ partitions: [2] });
  paint();
  await send(frameOf(partition(1, 5)));
  expect(waiting()).toBe(0);
  await send({ ...frameOf(partition(2, 5)), at: 2 });
  expect(waiting()).toBe(1);
});

test('a closed painter paints no more, even in the frame that was asked for', () => {
  const { live, paint } = started();
  const painted = vi.fn<() => boolean>(() => true);
  const watch = live.watch({}, painted);
  watch.close();
  watch.invalidate();
  paint();
  expect(painted).not.toHaveBeenCalled();
});

test('hidden, neither frames nor painting go on; shown again, all is painted', async () => {
  const { live, host, paint, waiting } = started();
  const painted = vi.fn<() => boolean>(() => false);
  live.watch({}, painted);
  live.setHidden(true);
  expect(waiting()).toBe(0);
  await vi.waitUntil(() => !host.wantsFrames());
  live.setHidden(false);
  await vi.waitUntil(() => host.wantsFrames());
  paint();
  expect(painted).toHaveBeenCalledTimes(1);
});

test('the mirror tells of many changes at once, and only while somebody looks', async () => {
  const { live, send, tick } = started();
  await send(frameOf(partition(1, 1)));
  expect(tick()).toBe(0);
  const told = vi.fn<() => void>();
  const stop = live.mirror(told);
  await send({ ...frameOf(partition(1, 2)), at: 2 });
  await send({ ...frameOf(partition(1, 3)), at: 3 });
  expect(tick()).toBe(1);
  expect(told).toHaveBeenCalledTimes(1);
  stop();
  await send({ ...frameOf(partition(1, 4)), at: 4 });
  expect(tick()).toBe(0);
});

test('many rows find room', async () => {
  const { live, send } = started();
  await send(frameOf(...Array.from({ length: 500 }, (_, index) => partition(index, index * 2))));
  expect(live.partitions.size).toBe(500);
  expect(live.partitions.read(499, 'endOffset')).toBe(998);
  expect(live.partitions.read(0, 'endOffset')).toBe(0);
});
