import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeReaders } from './reader-placement.ts';
import { strip } from './strip-geometry.ts';

const WIDTH = 306;
const reader = fc.record({
  x: fc.double({ min: -5000, max: WIDTH, noNaN: true }),
  labelWidth: fc.integer({ min: 0, max: 90 }),
});

test('badges keep their order and do not cover each other while there is room', () => {
  fc.assert(
    fc.property(fc.array(reader, { maxLength: 12 }), (readers) => {
      const places = placeReaders(readers, WIDTH);
      const sorted = readers
        .map(({ x }, index) => ({ x, badgeX: places[index]!.badgeX }))
        .toSorted((one, other) => one.x - other.x || one.badgeX - other.badgeX);
      for (const [rank, place] of sorted.entries()) {
        const before = sorted[rank - 1];
        if (before) expect(place.badgeX - before.badgeX).toBeGreaterThanOrEqual(strip.badgeSize);
      }
    }),
  );
});

test('marks stay on the row and say when they are clamped', () => {
  fc.assert(
    fc.property(fc.array(reader, { maxLength: 12 }), (readers) => {
      for (const [index, place] of placeReaders(readers, WIDTH).entries()) {
        expect(place.isClamped).toBe(readers[index]!.x < 0);
        expect(place.markX).toBeGreaterThanOrEqual(0);
        expect(place.markX).toBeLessThanOrEqual(WIDTH);
      }
    }),
  );
});

test('no label is written over another or over a badge', () => {
  fc.assert(
    fc.property(fc.array(reader, { maxLength: 12 }), (readers) => {
      const places = placeReaders(readers, WIDTH);
      const boxes = places.flatMap((place, index) => [
        [place.badgeX - strip.badgeSize / 2, place.badgeX + strip.badgeSize / 2] as const,
        ...(place.labelX === null
          ? []
          : [[place.labelX, place.labelX + readers[index]!.labelWidth] as const]),
      ]);
      const sorted = boxes.toSorted(([one], [other]) => one - other);
      for (const [rank, box] of sorted.entries()) {
        const before = sorted[rank - 1];
        if (before) expect(box[0]).toBeGreaterThanOrEqual(before[1] - 1e-6);
      }
    }),
  );
});

test('a lone reader has its name at its right, and at its left where the row ends', () => {
  const [middle] = placeReaders([{ x: 100, labelWidth: 30 }], WIDTH);
  expect(middle).toEqual({ markX: 100, badgeX: 100, isClamped: false, labelX: 110.5 });
  const [last] = placeReaders([{ x: WIDTH, labelWidth: 30 }], WIDTH);
  expect(last).toEqual({ markX: WIDTH, badgeX: WIDTH, isClamped: false, labelX: 265.5 });
});

test('a reader far behind waits at the left edge', () => {
  const [behind] = placeReaders([{ x: -5000, labelWidth: 70 }], WIDTH);
  expect(behind).toEqual({ markX: 0, badgeX: 7.5, isClamped: true, labelX: 18 });
});
