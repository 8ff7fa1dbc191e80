/** Remembered sizes come back; what cannot be read is as if nothing was remembered. */

import { expect, test } from 'vitest';
import { firstLayout, readPanelLayout, writePanelLayout } from './panel-layout.ts';

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

test('a small window gives its room to the canvas, a large one shows the inspector', () => {
  expect(firstLayout({ width: 1280, height: 800 })).toEqual({
    palette: 176,
    inspector: 0,
    bottom: 216,
  });
  expect(firstLayout({ width: 1920, height: 1080 })).toEqual({
    palette: 208,
    inspector: 304,
    bottom: 292,
  });
});
