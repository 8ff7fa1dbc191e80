/** Who is alive, by the controller's clock. */

import { expect, test } from 'vitest';
import { BrokerSessions } from './broker-sessions.ts';

function heard(epoch: number, now: number): { epoch: number; now: number; isActive: boolean } {
  return { epoch, now, isActive: true };
}

test('a session lasts as long as the broker is heard, and belongs to one epoch', () => {
  const sessions = new BrokerSessions(100);
  sessions.touch(1, heard(7, 0));
  sessions.touch(1, heard(7, 50));
  expect([
    sessions.isValid(1, 7, 149),
    sessions.isValid(1, 7, 150),
    sessions.isValid(1, 8, 60),
    sessions.isValid(2, 7, 60),
    sessions.expired(149),
    sessions.expired(150),
  ]).toEqual([true, false, false, false, [], [1]]);
});

test('a session that is only assumed expires like any other, but is not valid before the broker speaks', () => {
  const sessions = new BrokerSessions(100);
  sessions.assume(1, heard(7, 0));
  expect([sessions.isValid(1, 7, 1), sessions.expired(99), sessions.expired(100)]).toEqual([
    false,
    [],
    [1],
  ]);
  sessions.touch(1, heard(7, 50));
  expect([sessions.isValid(1, 7, 149), sessions.expired(100)]).toEqual([true, []]);
});

test('an ended session is neither valid nor expired', () => {
  const sessions = new BrokerSessions(100);
  sessions.touch(1, heard(7, 0));
  sessions.end(1);
  expect([sessions.isValid(1, 7, 1), sessions.expired(1000)]).toEqual([false, []]);
});

test('time in which the controller stood still does not count', () => {
  const sessions = new BrokerSessions(100);
  sessions.touch(1, heard(7, 0));
  sessions.forgive(5000);
  expect([sessions.isValid(1, 7, 5099), sessions.isValid(1, 7, 5100)]).toEqual([true, false]);
});

test('the lowest offset is that of the slowest other active broker', () => {
  const sessions = new BrokerSessions(100);
  expect(sessions.lowestActiveOffset(1)).toBe(Number.POSITIVE_INFINITY);
  for (const id of [1, 2, 3]) sessions.touch(id, heard(id, 0));
  sessions.touch(4, { epoch: 4, now: 0, isActive: false });
  sessions.reached(2, 20);
  sessions.reached(3, 30);
  sessions.reached(3, 10);
  expect([1, 2, 3].map((id) => sessions.lowestActiveOffset(id))).toEqual([20, -1, -1]);
  sessions.reached(1, 25);
  expect([1, 2, 3].map((id) => sessions.lowestActiveOffset(id))).toEqual([20, 25, 20]);
});

test('a new epoch begins without the offsets of the last', () => {
  const sessions = new BrokerSessions(100);
  sessions.touch(1, heard(1, 0));
  sessions.touch(2, heard(2, 0));
  sessions.reached(2, 50);
  sessions.setShutdownOffset(2, 40);
  sessions.touch(2, heard(2, 1));
  expect([sessions.lowestActiveOffset(1), sessions.shutdownOffset(2)]).toEqual([50, 40]);
  sessions.touch(2, heard(3, 2));
  expect([sessions.lowestActiveOffset(1), sessions.shutdownOffset(2)]).toEqual([-1, -1]);
});
