import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachMatch, MATCH_MIN } from './match-finder.ts';

/** Few letters, so that much repeats; long runs and long ways back as well. */
const blocks = fc
  .array(
    fc.tuple(
      fc.uint8Array({ minLength: 1, maxLength: 30, max: 3 }),
      fc.integer({ min: 1, max: 400 }),
    ),
    { maxLength: 10 },
  )
  .map((parts) =>
    Buffer.concat(parts.flatMap(([part, times]) => Array<Uint8Array>(times).fill(part))),
  );

test('matches are in order, repeat what is there, and leave what LZ4 wants at the end', () => {
  fc.assert(
    fc.property(blocks, (block) => {
      let literalsAt = 0;
      forEachMatch(block, (at, distance, length) => {
        expect(at).toBeGreaterThanOrEqual(literalsAt);
        expect(length).toBeGreaterThanOrEqual(MATCH_MIN);
        expect(distance).toBeGreaterThan(0);
        expect(distance).toBeLessThanOrEqual(Math.min(at, 65_535));
        const earlier = block.subarray(at - distance, at - distance + length);
        expect(earlier.equals(block.subarray(at, at + length))).toBe(true);
        expect(at + 12).toBeLessThanOrEqual(block.length);
        expect(at + length + 5).toBeLessThanOrEqual(block.length);
        literalsAt = at + length;
      });
    }),
    { numRuns: 50 },
  );
});

test('what repeats is found, however far into the block', () => {
  const block = Buffer.concat([
    Buffer.from('abcdefgh'),
    Buffer.alloc(30_000, 'xyz'),
    Buffer.from('abcdefgh tail of it'),
  ]);
  const found: number[] = [];
  forEachMatch(block, (at, distance, length) => {
    if (distance === 30_008) found.push(at, length);
  });
  expect(found).toEqual([30_008, 8]);
});

test('a block before does not show through', () => {
  const count = (block: Buffer): number => {
    let matches = 0;
    forEachMatch(block, () => matches++);
    return matches;
  };
  count(Buffer.from('0123456789abcdefghijklmnopqrstuvwxyz'));
  expect(count(Buffer.from('0123456789abcdefghijklmnopqrstuvwxyz'))).toBe(0);
});
