import { expect, test } from 'vitest';
import type { Clock } from '../base/ports/clock.ts';
import { PaceLimit } from './pace-limit.ts';

/** A clock that runs its timers when it is moved past them. */
function handClock(): Clock & { moveTo(time: number): Promise<void> } {
  let at = 0;
  const timers = new Set<{ due: number; task: () => void }>();
  return {
    now: () => at,
    monotonic: () => at,
    defer: () => undefined,
    schedule: (delayMs, task) => {
      const timer = { due: at + delayMs, task };
      timers.add(timer);
      return { cancel: () => timers.delete(timer) };
    },
    moveTo: async (time) => {
      // Whoever runs gets as far as their next wait.
      const settle = async () => {
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      };
      await settle();
      for (;;) {
        const next = [...timers]
          .sort((one, other) => one.due - other.due)
          .find(({ due }) => due <= time);
        if (next === undefined) break;
        at = next.due;
        timers.delete(next);
        next.task();
        await settle();
      }
      at = time;
    },
  };
}

test.each([
  [2, 1],
  [4, 1],
  [15, 1],
  [100, 10],
  [5000, 500],
  [1_000_000, 1000],
])('%d a second go in steps of %d, evenly', async (rate, step) => {
  const clock = handClock();
  const pace = new PaceLimit(clock, rate);
  expect(pace.stepSize).toBe(step);
  const goneAt: number[] = [];
  const reading = (async () => {
    for (let count = 0; count < 10; count++) {
      await pace.take(step);
      goneAt.push(clock.monotonic());
    }
  })();
  await clock.moveTo(100_000);
  await reading;
  const wanted = Array.from({ length: 10 }, (_, index) => ((index + 1) * step * 1000) / rate);
  expect(goneAt.map(Math.round)).toEqual(wanted.map(Math.round));
});

test('after a time without records, it does not run to make up for it', async () => {
  const clock = handClock();
  const pace = new PaceLimit(clock, 10);
  await clock.moveTo(60_000);
  let gone = 0;
  const reading = (async () => {
    for (let count = 0; count < 20; count++) {
      await pace.take(1);
      gone++;
    }
  })();
  await clock.moveTo(61_000);
  expect(gone).toBe(11);
  pace.close();
  await reading;
});

test('closing lets everyone go who waits, and makes nobody wait', async () => {
  const pace = new PaceLimit(handClock(), 0.01);
  const waiting = Promise.all([pace.take(1), pace.take(1)]);
  pace.close();
  await waiting;
  await pace.take(1000);
  expect(pace.stepSize).toBe(1);
});
