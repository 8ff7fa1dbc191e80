import { expect, test } from 'vitest';
import {
  approach,
  cellsWidth,
  niceCeiling,
  offsetAt,
  spanFor,
  strip,
  stripHeight,
  tickStep,
  windowFor,
  xOf,
} from './strip-geometry.ts';

test('a short log fills the row from the left', () => {
  const window = windowFor({ logStart: 0, endOffset: 3, span: 40 });
  expect(window).toEqual({ first: 0, span: 40 });
  expect(xOf(window, 3, 400)).toBe(30);
});

test('a long log keeps its newest record and the next place in sight', () => {
  const window = windowFor({ logStart: 0, endOffset: 1000, span: 40 });
  expect(window).toEqual({ first: 961, span: 40 });
  expect(xOf(window, 1000, 400)).toBe(390);
  expect(xOf(window, 500, 400)).toBeLessThan(0);
});

test('what retention took away is not shown', () => {
  expect(windowFor({ logStart: 990, endOffset: 1000, span: 40 }).first).toBe(990);
});

test('a point on the strip names its offset', () => {
  const window = windowFor({ logStart: 0, endOffset: 1000, span: 40 });
  expect(offsetAt(window, xOf(window, 977, 400), 400)).toBe(977);
});

test.each([
  [0, 40],
  [6, 40],
  [7, 100],
  [30, 200],
  [100, 1000],
  [10_000, 100_000],
])('at %d records a second a strip shows %d', (rate, span) => {
  expect(spanFor(rate, 40)).toBe(span);
});

test('a rate that wavers does not make the strip breathe', () => {
  expect(spanFor(17, 40)).toBe(200);
  expect(spanFor(15, 200)).toBe(200);
  expect(spanFor(9, 200)).toBe(100);
  expect(spanFor(6, 100)).toBe(100);
  expect(spanFor(1, 100)).toBe(40);
});

test.each([
  [0, 1],
  [1, 1],
  [1.5, 2],
  [4, 5],
  [5, 5],
  [6, 10],
  [1000, 1000],
  [1001, 2000],
])('the nice number for %d is %d', (value, nice) => {
  expect(niceCeiling(value)).toBe(nice);
});

test('a band has a handful of ticks', () => {
  for (const span of [100, 200, 500, 1000, 50_000]) {
    expect(span / tickStep(span)).toBeGreaterThanOrEqual(5);
    expect(span / tickStep(span)).toBeLessThanOrEqual(10);
  }
});

test('the height grows by partitions up to a bound', () => {
  expect(stripHeight(3)).toBe(3 * strip.rowHeight + strip.paddingBottom);
  expect(stripHeight(1000)).toBe(stripHeight(9));
  expect(stripHeight(9)).toBeGreaterThan(stripHeight(8));
});

test('followers take room from the cells, up to four', () => {
  expect(cellsWidth(0) - cellsWidth(2)).toBe(2 * strip.followerPitch);
  expect(cellsWidth(4)).toBe(cellsWidth(8));
});

test('a shown number nears the true one and arrives', () => {
  const step = { dtMs: 16, tauMs: 80, precision: 0.01 };
  let shown = 0;
  const path = [shown];
  while (shown !== 10) path.push((shown = approach(shown, 10, step)));
  expect(path).toEqual(path.toSorted((one, other) => one - other));
  expect(path.length).toBeLessThan(60);
});

test('a number that was not shown before, and reduced motion, jump', () => {
  const step = { dtMs: 16, tauMs: 80, precision: 0.01 };
  expect(approach(Number.NaN, 10, step)).toBe(10);
  expect(approach(0, 10, { ...step, tauMs: 0 })).toBe(10);
});
