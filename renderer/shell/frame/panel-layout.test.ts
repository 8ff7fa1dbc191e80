/** Remembered sizes come back; what cannot be read is as if nothing was remembered. */

import { expect, test } from 'vitest';
import { readPanelLayout, sizeAtFirst, writePanelLayout } from './panel-layout.ts';

test('what was written is read back', () => {
  const layout = { palette: 208, inspector: 0, bottom: 240, bottomTab: 'events' } as const;
  expect(readPanelLayout(writePanelLayout(layout))).toEqual(layout);
});

test.each(['', 'null', '{"palette":"wide"}', '{"bottom":-4}', '{"bottomTab":"gone"}', '{'])(
  'from %s nothing is taken',
  (text) => {
    expect(readPanelLayout(text)).toEqual({});
  },
);

test('words of a later version are left out', () => {
  expect(readPanelLayout('{"bottom":200,"later":1}')).toEqual({ bottom: 200 });
});

const small = { width: 1280, height: 800 };
const large = { width: 1920, height: 1080 };

test.each([
  ['palette', {}, small, 176],
  ['inspector', {}, small, 0],
  ['bottom', {}, small, 216],
  ['palette', {}, large, 208],
  ['inspector', {}, large, 304],
  ['bottom', {}, large, 292],
  ['inspector', { inspector: 0 }, large, 0],
  ['inspector', { inspector: 320 }, small, 320],
  ['bottom', { bottom: 840 }, small, 400],
  ['palette', { palette: 900 }, small, 256],
] as const)('%s, remembered as %j, in %j: %i', (panel, layout, size, pixels) => {
  expect(sizeAtFirst(panel, layout, size)).toBe(pixels);
});
