/** Time passes only when told to. */

import { expect, test } from 'vitest';
import { ManualClock } from './manual-clock.ts';

test('tasks run in order of their time, also those that tasks schedule', () => {
  const clock = new ManualClock(1000);
  const ran: [string, number][] = [];
  const note = (name: string) => () => ran.push([name, clock.now()]);
  clock.schedule(20, note('second'));
  clock.schedule(10, () => {
    note('first')();
    clock.schedule(5, note('nested'));
  });
  clock.schedule(20, note('third'));
  clock.defer(note('deferred'));
  clock.advance(19);
  clock.advance(1);
  expect(ran).toEqual([
    ['deferred', 1000],
    ['first', 1010],
    ['nested', 1015],
    ['second', 1020],
    ['third', 1020],
  ]);
});

test('a cancelled task does not run', () => {
  const clock = new ManualClock();
  let runs = 0;
  const timer = clock.schedule(10, () => (runs += 1));
  timer.cancel();
  clock.advance(100);
  expect({ runs, monotonic: clock.monotonic(), pending: clock.pendingCount }).toEqual({
    runs: 0,
    monotonic: 100,
    pending: 0,
  });
});
