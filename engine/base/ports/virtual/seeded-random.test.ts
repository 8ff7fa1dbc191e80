/** A seed is a sequence. */

import { expect, test } from 'vitest';
import { randomInt } from '../random.ts';
import { SeededRandom } from './seeded-random.ts';

test('the same seed gives the same sequence, another seed another', () => {
  const draw = (seed: number): number[] => {
    const random = new SeededRandom(seed);
    return [random.next(), random.next(), ...random.bytes(3)];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('numbers fill the range evenly', () => {
  const random = new SeededRandom(1);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 10_000; draw += 1) counts[randomInt(random, 10)]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1150);
});
