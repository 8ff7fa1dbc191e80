import { expect, test } from 'vitest';
import { isDirection, nearestTo, neighbour, stepOf } from './neighbour.ts';

const spots = [
  { id: 'middle', x: 0, y: 0 },
  { id: 'right', x: 300, y: 20 },
  { id: 'far right', x: 900, y: 0 },
  { id: 'below', x: 10, y: 200 },
  { id: 'aside', x: 100, y: 800 },
];
const from = { x: 0, y: 0 };

test('the next node in a direction is the nearest that lies that way', () => {
  expect(neighbour(spots, from, 'ArrowRight')).toBe('right');
  expect(neighbour(spots, from, 'ArrowDown')).toBe('below');
  expect(neighbour(spots, { x: 300, y: 20 }, 'ArrowLeft')).toBe('middle');
});

test('where nothing lies, there is none', () => {
  expect(neighbour(spots, from, 'ArrowUp')).toBeUndefined();
  expect(neighbour([], from, 'ArrowLeft')).toBeUndefined();
});

test('the nearest to a point', () => {
  expect(nearestTo(spots, { x: 280, y: 0 })).toBe('right');
  expect(nearestTo([], from)).toBeUndefined();
});

test('steps go their way', () => {
  expect(stepOf('ArrowUp', 8)).toEqual({ x: 0, y: -8 });
  expect(isDirection('ArrowUp')).toBe(true);
  expect(isDirection('Enter')).toBe(false);
});
