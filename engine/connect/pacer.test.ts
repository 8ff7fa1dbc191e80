import { expect, test } from 'vitest';
import type { Clock } from '../base/ports/clock.ts';
import { Pacer } from './pacer.ts';

/** A clock that stands still until it is moved. */
function handClock(): Clock & { move(ms: number): void } {
  let at = 0;
  return {
    now: () => at,
    monotonic: () => at,
    schedule: () => ({ cancel: () => undefined }),
    defer: () => undefined,
    move: (ms) => {
      at += ms;
    },
  };
}

test.each([0.5, 5, 33, 1000, 99_999])(
  '%d a second are due in a second, however it is cut',
  (rate) => {
    const clock = handClock();
    const pacer = new Pacer(clock, rate);
    let count = pacer.take(1_000_000);
    expect(count).toBe(1);
    for (let step = 0; step < 2400; step++) {
      clock.move(((step * 7) % 9) * 2.5 + (step % 2));
      count += pacer.take(1_000_000);
    }
    const seconds = clock.monotonic() / 1000;
    expect(Math.abs(count - 1 - rate * seconds)).toBeLessThanOrEqual(1);
  },
);

test('asked when it says, it never waits longer than for the next one', () => {
  const clock = handClock();
  const pacer = new Pacer(clock, 4);
  const dueAt: number[] = [];
  while (dueAt.length < 5) {
    if (pacer.take(10) > 0) dueAt.push(clock.monotonic());
    clock.move(pacer.waitMs());
  }
  expect(dueAt).toEqual([0, 250, 500, 750, 1000]);
});

test('what does not fit into one batch is due at once', () => {
  const clock = handClock();
  const pacer = new Pacer(clock, 100_000);
  clock.move(40);
  expect([pacer.take(2000), pacer.waitMs(), pacer.take(4000), pacer.waitMs()]).toEqual([
    2000, 0, 2001, 20,
  ]);
});

test('neither a pause nor a slow cluster leads to a flood', () => {
  const clock = handClock();
  const pacer = new Pacer(clock, 1000);
  pacer.take(10);
  clock.move(60_000);
  expect(pacer.take(1_000_000)).toBe(500);
  clock.move(60_000);
  pacer.restart();
  expect(pacer.take(1_000_000)).toBe(0);
});
