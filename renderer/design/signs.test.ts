/** Shapes stay the same for a broker and differ between the first nine. */

import { expect, test } from 'vitest';
import { brokerShape, groupShape, shapeMiddle, shapePath } from './signs.ts';

test('brokers 1, 2 and 3 are a circle, a square and a hexagon', () => {
  expect([1, 2, 3].map((id) => brokerShape(id))).toEqual(['circle', 'square', 'hexagon']);
});

test('nine brokers have nine different shapes and paths', () => {
  const shapes = Array.from({ length: 9 }, (_, index) => brokerShape(index + 1));
  expect(new Set(shapes).size).toBe(9);
  expect(new Set(shapes.map((shape) => shapePath(shape))).size).toBe(9);
});

test('broker 0 and the tenth broker have a shape too', () => {
  expect([brokerShape(0), brokerShape(10)]).toEqual(['drop', 'circle']);
});

test('a group at an index has the shape of the broker after it', () => {
  expect(groupShape(0)).toBe(brokerShape(1));
});

test('every path stays inside its box', () => {
  for (let id = 1; id <= 9; id++) {
    const absolute = shapePath(brokerShape(id)).match(/[ML](-?[\d.]+) (-?[\d.]+)/gu) ?? [];
    for (const point of absolute) {
      const [x, y] = point.slice(1).split(' ').map(Number);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(20);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(20);
    }
    expect(shapeMiddle(brokerShape(id))).toBeGreaterThan(8);
  }
});
