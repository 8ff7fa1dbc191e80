import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curvePath, pointAlong, walkedCurve, wireCurve } from './wire-curve.ts';

const coordinate = fc.integer({ min: -5000, max: 5000 });
const point = fc.record({ x: coordinate, y: coordinate });

test('a wire begins and ends at its ends, in one piece', () => {
  fc.assert(
    fc.property(point, point, (start, end) => {
      const curve = wireCurve(start, end);
      expect(curve[0]?.start).toEqual(start);
      expect(curve.at(-1)?.end).toEqual(end);
      for (const [index, bend] of curve.entries()) {
        if (index > 0) expect(bend.start).toEqual(curve[index - 1]?.end);
      }
      const walked = walkedCurve(curve);
      expect(pointAlong(walked, walked.length + 1)).toEqual(end);
    }),
  );
});

test('a wire leaves to the right and arrives from the left, whatever lies where', () => {
  fc.assert(
    fc.property(point, point, (start, end) => {
      const walked = walkedCurve(wireCurve(start, end));
      const out = pointAlong(walked, 1);
      const into = pointAlong(walked, walked.length - 1);
      expect(out.x).toBeGreaterThan(start.x);
      expect(into.x).toBeLessThan(end.x);
    }),
  );
});

test('a wire that goes back passes between two rows', () => {
  const walked = walkedCurve(wireCurve({ x: 800, y: 100 }, { x: 0, y: 400 }));
  const middle = pointAlong(walked, walked.length / 2);
  expect(middle.x).toBeCloseTo(400, 3);
  expect(middle.y).toBe(250);
});

test('a wire that goes back within a row passes below it', () => {
  const walked = walkedCurve(wireCurve({ x: 800, y: 100 }, { x: 0, y: 110 }));
  expect(pointAlong(walked, walked.length / 2).y).toBeGreaterThan(200);
});

test('walking a straight wire is even', () => {
  const walked = walkedCurve(wireCurve({ x: 0, y: 0 }, { x: 400, y: 0 }));
  expect(walked.length).toBeCloseTo(400, 0);
  for (const distance of [0, 100, 200, 300, 400]) {
    const at = pointAlong(walked, distance);
    expect(at.x).toBeCloseTo(distance, 0);
    expect(at.y).toBe(0);
  }
});

test('equal steps along any wire are of about equal length', () => {
  fc.assert(
    fc.property(point, point, (start, end) => {
      const walked = walkedCurve(wireCurve(start, end));
      fc.pre(walked.length > 100);
      const step = walked.length / 200;
      for (let count = 0; count < 200; count++) {
        const one = pointAlong(walked, count * step);
        const other = pointAlong(walked, (count + 1) * step);
        expect(Math.hypot(other.x - one.x, other.y - one.y)).toBeLessThanOrEqual(step * 1.02 + 0.1);
      }
    }),
    { numRuns: 20 },
  );
});

test('beyond the ends one stays at the ends', () => {
  const walked = walkedCurve(wireCurve({ x: 0, y: 0 }, { x: 100, y: 50 }));
  expect(pointAlong(walked, -5)).toEqual({ x: 0, y: 0 });
  expect(pointAlong(walked, 5000)).toEqual({ x: 100, y: 50 });
});

test('the path is one cubic', () => {
  expect(curvePath(wireCurve({ x: 0, y: 0 }, { x: 100, y: 50 }))).toBe('M0,0 C50,0 50,50 100,50');
});
