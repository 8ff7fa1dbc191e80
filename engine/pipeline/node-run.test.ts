import { expect, test } from 'vitest';
import { EngineError } from '../base/errors.ts';
import type { Clock } from '../base/ports/clock.ts';
import { NodeRun } from './node-run.ts';
import type { Part } from './parts/part.ts';

/** A clock whose timers run when they are told to. */
function handClock() {
  const timers: { delayMs: number; task: () => void }[] = [];
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    defer: () => undefined,
    schedule: (delayMs, task) => {
      const timer = { delayMs, task };
      timers.push(timer);
      return { cancel: () => void timers.splice(timers.indexOf(timer), 1) };
    },
  };
  return { clock, timers };
}

/** Lets everything that waits for nothing but others get as far as it can. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

interface TestPart extends Part {
  end: () => void;
  fail: (error: Error) => void;
  readonly told: string[];
}

function testPart(close: () => Promise<void> = () => Promise.resolve()): TestPart {
  const told: string[] = [];
  let end = (): void => undefined;
  let fail = (_error: Error): void => undefined;
  const done = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return {
    told,
    done,
    end: () => end(),
    fail: (error) => fail(error),
    counters: () => ({ recordsIn: 1, recordsOut: 2, recordsSkipped: 3 }),
    status: () => 'Works.',
    pause: () => void told.push('pause'),
    resume: () => void told.push('resume'),
    abandon: () => void told.push('abandon'),
    close: () => {
      told.push('close');
      return close();
    },
  };
}

function startRun(parts: readonly (TestPart | Error)[], isHeld = false) {
  const { clock, timers } = handClock();
  const states: string[] = [];
  const failures: string[] = [];
  let next = 0;
  const run: NodeRun = new NodeRun(
    {
      clock,
      start: () => {
        const part = parts[next++]!;
        return part instanceof Error ? Promise.reject(part) : Promise.resolve(part);
      },
      onChange: () => void states.push(run.state),
      onFailed: (sentence) => void failures.push(sentence),
    },
    { isHeld },
  );
  return { run, timers, states, failures };
}

const lost = () => new EngineError('CONNECTION_LOST', 'The connection broke.');

test('it starts, says what its part says, and is held and let go', async () => {
  const part = testPart();
  const { run, states } = startRun([part]);
  expect(run.state).toBe('starting');
  await run.started();
  run.setHeld(true);
  run.setHeld(true);
  run.setHeld(false);
  await run.close();
  expect(states).toEqual(['running', 'paused', 'running', 'idle']);
  expect(part.told).toEqual(['pause', 'resume', 'close']);
});

test('held before it has started, it never runs', async () => {
  const part = testPart();
  const { run, states } = startRun([part], true);
  await run.started();
  expect([states, part.told, run.message]).toEqual([['paused'], ['pause'], 'Works.']);
});

test('a part that ends by itself is done', async () => {
  const part = testPart();
  const { run } = startRun([part]);
  await run.started();
  part.end();
  await settle();
  run.setHeld(true);
  expect([run.state, part.told]).toEqual(['done', []]);
});

test('what may pass is tried again, later each time, and counts go on', async () => {
  const part = testPart();
  const again = testPart();
  const { run, timers, failures } = startRun([lost(), lost(), part, again]);
  await run.started();
  expect([run.state, run.message]).toEqual([
    'starting',
    'The connection broke. It tries again in 1 s.',
  ]);
  const delays: number[] = [];
  for (let attempt = 0; attempt < 2; attempt++) {
    const [timer] = timers.splice(0);
    delays.push(timer?.delayMs ?? 0);
    timer?.task();
    await settle();
  }
  expect([delays, run.state]).toEqual([[500, 1000], 'running']);
  part.fail(lost());
  await settle();
  expect([run.state, part.told]).toEqual(['starting', ['close']]);
  // It has run in between, so it is patient anew.
  const [timer] = timers.splice(0);
  expect(timer?.delayMs).toBe(500);
  timer?.task();
  await settle();
  expect([run.state, run.counters(), failures]).toEqual([
    'running',
    { recordsIn: 2, recordsOut: 4, recordsSkipped: 6 },
    [],
  ]);
});

test('what does not pass is told once, and not tried again', async () => {
  const part = testPart();
  const { run, timers, failures } = startRun([part]);
  await run.started();
  part.fail(new EngineError('DISK_FULL', 'The disk is full.'));
  await settle();
  expect([run.state, run.message, failures, timers]).toEqual([
    'failed',
    'The disk is full.',
    ['The disk is full.'],
    [],
  ]);
  expect(run.counters()).toEqual({ recordsIn: 1, recordsOut: 2, recordsSkipped: 3 });
});

test('a part that does not close in time is abandoned, and nobody waits for it', async () => {
  const part = testPart(() => new Promise(() => undefined));
  const { run, timers } = startRun([part]);
  await run.started();
  const closing = run.close();
  await settle();
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([5000]);
  timers[0]?.task();
  await closing;
  expect([run.state, part.told]).toEqual(['idle', ['close', 'abandon']]);
});

test('closed while it starts, it closes what comes of it', async () => {
  const part = testPart();
  const { run } = startRun([part]);
  await run.close();
  expect([run.state, part.told, run.part]).toEqual(['idle', ['close'], undefined]);
});

test('closed while it waits to try again, it does not', async () => {
  const { run, timers } = startRun([lost()]);
  await run.started();
  await run.close();
  expect([run.state, timers]).toEqual(['idle', []]);
});
