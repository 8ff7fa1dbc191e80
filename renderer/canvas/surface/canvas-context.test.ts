import { expect, test, vi } from 'vitest';
import { createCanvasView } from './canvas-context.ts';

test('what is painted follows the zoom', () => {
  const view = createCanvasView(() => 1);
  const seen = [0.2, 0.39, 0.4, 0.59, 0.6, 1, 2].map((zoom) => {
    view.setZoom(zoom);
    return view.detail();
  });
  expect(seen).toEqual(['bar', 'bar', 'plain', 'plain', 'full', 'full', 'full']);
});

test('strips get just as many pixels as they need, once the zoom has settled', () => {
  const view = createCanvasView(() => 2);
  expect(view.scale()).toBe(2);
  const seen = [0.1, 0.96, 1.2, 4].map((zoom) => {
    view.setZoom(zoom);
    const moving = view.scale();
    view.settle();
    return [moving, view.scale()];
  });
  expect(seen).toEqual([
    [2, 0.5],
    [0.5, 1.92],
    [1.92, 2.4],
    [2.4, 3],
  ]);
});

test('listeners hear of changes that matter, and whenever the surface has come to rest', () => {
  const view = createCanvasView(() => 1);
  const heard = vi.fn<() => void>();
  const stop = view.onChange(heard);
  view.setZoom(0.99);
  expect(heard).not.toHaveBeenCalled();
  view.settle();
  view.settle();
  expect(heard).toHaveBeenCalledTimes(2);
  view.setZoom(0.3);
  expect(heard).toHaveBeenCalledTimes(3);
  stop();
  view.setZoom(1);
  view.settle();
  expect(heard).toHaveBeenCalledTimes(3);
});
