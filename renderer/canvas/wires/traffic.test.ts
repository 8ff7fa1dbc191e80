import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PACE, sampleFor, Traffic } from './traffic.ts';

const LENGTH = 260;

test('a record that passes is one dot, which arrives and is gone', () => {
  const traffic = new Traffic();
  traffic.count(100, 1);
  expect(traffic.step(16, LENGTH)).toBe(false);
  traffic.count(101, 1);
  expect(traffic.step(16, LENGTH)).toBe(true);
  expect(traffic.distances()).toEqual([0]);
  traffic.step(1000, LENGTH);
  expect(traffic.distances()).toEqual([PACE]);
  expect(traffic.step(1500, LENGTH)).toBe(false);
  expect(traffic.distances()).toEqual([]);
});

test('records of one moment follow each other visibly', () => {
  const traffic = new Traffic();
  traffic.count(0, 2);
  traffic.count(2, 2);
  for (let time = 0; time < 200; time += 16) traffic.step(16, LENGTH);
  const [first = 0, second = 0] = traffic.distances();
  expect(traffic.distances()).toHaveLength(2);
  expect(first - second).toBeGreaterThan(8);
});

test('a part that was started again sends no dots backwards', () => {
  const traffic = new Traffic();
  traffic.count(1000, 1);
  traffic.count(5, 1);
  expect(traffic.step(100, LENGTH)).toBe(false);
  traffic.count(6, 1);
  expect(traffic.step(100, LENGTH)).toBe(true);
});

test('what nobody has counted shows nothing', () => {
  const traffic = new Traffic();
  traffic.count(Number.NaN, 0);
  expect(traffic.step(16, LENGTH)).toBe(false);
});

test('a burst does not go on for longer than it should', () => {
  const traffic = new Traffic();
  traffic.count(0, 5);
  traffic.count(5000, 5);
  let steps = 0;
  while (traffic.step(16, LENGTH)) steps++;
  expect(steps * 16).toBeLessThan(3000);
});

test('cleared, a wire is empty', () => {
  const traffic = new Traffic();
  traffic.count(0, 1);
  traffic.count(3, 1);
  traffic.step(100, LENGTH);
  traffic.clear();
  expect(traffic.step(16, LENGTH)).toBe(false);
});

test.each([
  [0, 1],
  [14, 1],
  [15, 10],
  [140, 10],
  [412, 50],
  [4000, 500],
  [100_000, 10_000],
])('at %d records a second a dot stands for %d', (rate, sample) => {
  expect(sampleFor(rate)).toBe(sample);
});

test('no rate makes more dots than an eye can tell apart', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (rate) => {
      const traffic = new Traffic();
      for (let step = 0; step < 200; step++) {
        traffic.count((rate * step) / 30, rate);
        traffic.step(1000 / 30, LENGTH);
      }
      expect(traffic.distances().length).toBeLessThanOrEqual(30);
    }),
    { numRuns: 50 },
  );
});
