/** Silence and broken connections are noticed at the right time, and forgiven where they mean nothing. */

import { expect, test } from 'vitest';
import { ManualClock } from '../../base/ports/virtual/manual-clock.ts';
import { BrokerSessions } from '../../metadata/decide/broker-sessions.ts';
import { BrokerWatch } from './broker-watch.ts';

function watched(): {
  clock: ManualClock;
  sessions: BrokerSessions;
  watch: BrokerWatch;
  gone: [number, number][];
  hear(brokerId: number): void;
} {
  const clock = new ManualClock();
  const sessions = new BrokerSessions(1000);
  const gone: [number, number][] = [];
  const watch = new BrokerWatch({
    clock,
    sessions,
    sessionTimeoutMs: 1000,
    connectionGraceMs: 250,
    onGone: (id) => {
      sessions.end(id);
      gone.push([id, clock.monotonic()]);
    },
  });
  const hear = (brokerId: number): void => {
    watch.heard(brokerId);
    sessions.touch(brokerId, { epoch: 1, now: clock.monotonic(), isActive: true });
  };
  return { clock, sessions, watch, gone, hear };
}

test('a broker that falls silent is gone at the next look after its session', () => {
  const { clock, gone, hear } = watched();
  hear(1);
  clock.advance(550);
  hear(2);
  clock.advance(2000);
  expect(gone).toEqual([
    [1, 1000],
    [2, 1600],
  ]);
});

test('a lost connection counts from the loss, and only once', () => {
  const { clock, watch, gone, hear } = watched();
  hear(1);
  clock.advance(100);
  watch.connectionLost(1);
  clock.advance(200);
  watch.connectionLost(1);
  clock.advance(5000);
  expect(gone).toEqual([[1, 550]]);
});

test('who speaks again in time has lost nothing', () => {
  const { clock, watch, gone, hear } = watched();
  hear(1);
  watch.connectionLost(1);
  clock.advance(249);
  hear(1);
  clock.advance(900);
  expect(gone).toEqual([]);
});

test('after the clock has jumped everybody has as much time as before', () => {
  const { clock, gone, hear } = watched();
  hear(1);
  const monotonic = clock.monotonic.bind(clock);
  let jumpMs = 0;
  clock.monotonic = () => monotonic() + jumpMs;
  clock.advance(500);
  jumpMs = 3_600_000;
  clock.advance(400);
  expect(gone).toEqual([]);
  clock.advance(300);
  expect(gone.map(([id]) => id)).toEqual([1]);
});

test('nothing is left running after the end', () => {
  const { clock, watch, gone, hear } = watched();
  hear(1);
  watch.connectionLost(1);
  watch.close();
  clock.advance(5000);
  expect([gone, clock.pendingCount]).toEqual([[], 0]);
});
