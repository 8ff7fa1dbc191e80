import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeReaders } from './reader-placement.ts';
import { strip } from './strip-geometry.ts';

const WIDTH = 306;
const reader = fc.record({
  x: fc.double({ min: -5000, max: WIDTH, noNaN: true }),
  labelWidth: fc.integer({ min: 0, max: 90 }),
  isPart: fc.boolean(),
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

test('a name is written, where there is room, at the right of its badge', () => {
  const places = placeReaders([{ x: 100, labelWidth: 30, isPart: false }], WIDTH);
  expect(places).toEqual([{ markX: 100, badgeX: 100, isClamped: false, labelX: 110.5 }]);
});

test('at the end of the row there is room below the end offset', () => {
  const [last] = placeReaders([{ x: WIDTH, labelWidth: 30, isPart: false }], WIDTH);
  expect(last).toEqual({ markX: WIDTH, badgeX: WIDTH, isClamped: false, labelX: WIDTH + 10.5 });
});

test('a long name at the end of the row goes to the left', () => {
  const [last] = placeReaders([{ x: WIDTH, labelWidth: 100, isPart: false }], WIDTH);
  expect(last?.labelX).toBe(WIDTH - 10.5 - 100);
});

test('a reader far behind waits at the left edge', () => {
  const [behind] = placeReaders([{ x: -5000, labelWidth: 70, isPart: false }], WIDTH);
  expect(behind).toEqual({ markX: 0, badgeX: 7.5, isClamped: true, labelX: 18 });
});

test('people keep their names where parts would take the room', () => {
  const readers = [
    { x: 100, labelWidth: 60, isPart: true },
    { x: 118, labelWidth: 60, isPart: false },
    { x: 210, labelWidth: 200, isPart: true },
  ];
  expect(placeReaders(readers, WIDTH).map(({ labelX }) => labelX !== null)).toEqual([
    true,
    true,
    false,
  ]);
  const crowded = [
    { x: 30, labelWidth: 60, isPart: true },
    { x: 48, labelWidth: 60, isPart: false },
  ];
  expect(placeReaders(crowded, WIDTH).map(({ labelX }) => labelX !== null)).toEqual([false, true]);
});
