import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, tidyLayout } from './tidy-layout.ts';

const box = (id: string, x = 0, y = 0): Box => ({ id, x, y, width: 240, height: 100 });

test('records flow from left to right', () => {
  const places = tidyLayout(
    [box('c'), box('a'), box('b')],
    [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ],
  );
  expect(places['a']!.x + 240).toBeLessThan(places['b']!.x);
  expect(places['b']!.x + 240).toBeLessThan(places['c']!.x);
});

test('the whole stays where it was', () => {
  const places = tidyLayout([box('a', 800, 400), box('b', 1600, 480)], [{ from: 'a', to: 'b' }]);
  expect(Math.min(...Object.values(places).map(({ x }) => x))).toBe(800);
  expect(Math.min(...Object.values(places).map(({ y }) => y))).toBe(400);
});

test('nothing to arrange is fine', () => {
  expect(tidyLayout([], [])).toEqual({});
});

test('tidied twice is tidied once', () => {
  const edges = [{ from: 'a', to: 'b' }];
  const once = tidyLayout([box('a', 10, 3), box('b', 300, 77)], edges);
  const twice = tidyLayout(
    [box('a', once['a']!.x, once['a']!.y), box('b', once['b']!.x, once['b']!.y)],
    edges,
  );
  expect(twice).toEqual(once);
});

test('no two nodes overlap', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 });
  const pairs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 20 });
  fc.assert(
    fc.property(ids, pairs, (numbers, wires) => {
      const boxes = numbers.map((id) => box(`n${id}`));
      const edges = wires.flatMap(([from, to]) => {
        const one = boxes[from % boxes.length]!;
        const other = boxes[to % boxes.length]!;
        return one === other ? [] : [{ from: one.id, to: other.id }];
      });
      const places = Object.values(tidyLayout(boxes, edges));
      for (const [index, one] of places.entries()) {
        for (const other of places.slice(index + 1)) {
          const isApart = Math.abs(one.x - other.x) >= 240 || Math.abs(one.y - other.y) >= 100;
          expect(isApart).toBe(true);
        }
      }
    }),
    { numRuns: 40 },
  );
});
