import { expect, test } from 'vitest';
import { isWholeInSight } from './in-sight.ts';

const node = (x: number, y: number) => ({
  position: { x, y },
  measured: { width: 200, height: 100 },
});
const seen = { transform: [0, 0, 1], width: 800, height: 600 } as const;

test('all is in sight while every node lies within', () => {
  expect(isWholeInSight({ ...seen, nodes: [] })).toBe(true);
  expect(isWholeInSight({ ...seen, nodes: [node(0, 0), node(600, 500)] })).toBe(true);
  expect(isWholeInSight({ ...seen, nodes: [node(0, 0), node(601, 500)] })).toBe(false);
  expect(isWholeInSight({ ...seen, nodes: [node(-1, 0)] })).toBe(false);
});

test('zoom and shift count', () => {
  const far = { ...seen, transform: [10, 10, 0.5] as const };
  expect(isWholeInSight({ ...far, nodes: [node(1000, 900)] })).toBe(true);
  expect(isWholeInSight({ ...far, nodes: [node(1500, 900)] })).toBe(false);
});
