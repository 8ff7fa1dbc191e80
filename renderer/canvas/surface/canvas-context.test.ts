import { expect, test, vi } from 'vitest';
import { createCanvasView } from './canvas-context.ts';

test('what is painted follows the zoom', () => {
  const view = createCanvasView(() => 1);
  const seen = [0.2, 0.39, 0.4, 0.6, 0.7, 1, 2].map((zoom) => {
    view.setZoom(zoom);
    return view.detail();
  });
  expect(seen).toEqual(['bar', 'bar', 'plain', 'plain', 'full', 'full', 'full']);
});

test('strips have enough pixels to be sharp, in a few steps', () => {
  const view = createCanvasView(() => 2);
  const seen = [0.1, 0.5, 0.51, 0.75, 1, 1.2, 4].map((zoom) => {
    view.setZoom(zoom);
    return view.scale();
  });
  expect(seen).toEqual([0.5, 1, 1, 1.5, 2, 3, 3]);
});

test('listeners hear only of changes that matter', () => {
  const view = createCanvasView(() => 1);
  const heard = vi.fn<() => void>();
  const stop = view.onChange(heard);
  view.setZoom(0.99);
  expect(heard).not.toHaveBeenCalled();
  view.setZoom(0.3);
  expect(heard).toHaveBeenCalledTimes(1);
  stop();
  view.setZoom(1);
  expect(heard).toHaveBeenCalledTimes(1);
});
