import { expect, test } from 'vitest';
import { GLIDE_MS, glidePlace, glides } from './glide.ts';

const at = (id: string, x: number, y = 0) => ({ id, position: { x, y } });

test('only nodes that were there before and went far glide', () => {
  const before = [at('far', 0), at('near', 0), at('same', 5)];
  const after = [at('far', 300), at('near', 8), at('same', 5), at('new', 900)];
  expect(glides(before, after)).toEqual([
    { id: 'far', from: { x: 0, y: 0 }, to: { x: 300, y: 0 } },
  ]);
});

test('a glide starts where the node was, slows down, and ends exactly', () => {
  const [glide] = glides([at('a', 0, 0)], [at('a', 100, 50)]);
  expect(glidePlace(glide!, 0)).toEqual({ x: 0, y: 0 });
  expect(glidePlace(glide!, GLIDE_MS / 2).x).toBeGreaterThan(50);
  expect(glidePlace(glide!, GLIDE_MS)).toEqual({ x: 100, y: 50 });
  expect(glidePlace(glide!, GLIDE_MS * 10)).toEqual({ x: 100, y: 50 });
});

test('a glide is done within 300 ms', () => {
  expect(GLIDE_MS).toBeLessThanOrEqual(300);
});
