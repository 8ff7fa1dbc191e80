/** One thing happens after another, each with the promises that it settles. */

import { expect, test } from 'vitest';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import { VirtualTime } from './virtual-time.ts';

const never = (): boolean => false;

test('what is due comes in the order of time, and what is due together in the order of asking', async () => {
  const time = new VirtualTime();
  const random = new SeededRandom(1);
  const delays = Array.from({ length: 500 }, () => Math.floor(random.next() * 50));
  const seen: [delay: number, index: number][] = [];
  delays.forEach((delay, index) => time.schedule(delay, () => seen.push([delay, index])));
  await time.run(never);
  const wanted = delays
    .map((delay, index): [number, number] => [delay, index])
    .sort(([a, i], [b, j]) => a - b || i - j);
  expect(seen).toEqual(wanted);
});

test('all promises of a turn are settled before the next turn', async () => {
  const time = new VirtualTime();
  const seen: string[] = [];
  const longChain = async (): Promise<void> => {
    for (let step = 0; step < 100; step++) await Promise.resolve();
    seen.push('end of the chain');
  };
  time.schedule(1, () => void longChain());
  time.schedule(1, () => seen.push('next turn'));
  await time.run(never);
  expect(seen).toEqual(['end of the chain', 'next turn']);
});

test('what is cancelled does not happen, and the run ends when it is over', async () => {
  const time = new VirtualTime();
  const seen: number[] = [];
  time.schedule(1, () => seen.push(1));
  time.schedule(2, () => seen.push(2)).cancel();
  time.schedule(3, () => seen.push(3));
  time.schedule(4, () => seen.push(4));
  await time.run(() => seen.includes(3));
  expect({ seen, now: time.now }).toEqual({ seen: [1, 3], now: 3 });
});

test('an error in a turn ends the run', async () => {
  const time = new VirtualTime();
  time.schedule(1, () => {
    throw new Error('planted');
  });
  await expect(time.run(never)).rejects.toThrow('planted');
});
