/** Remembered sizes come back; what cannot be read is as if nothing was remembered. */

import { expect, test } from 'vitest';
import { readPanelLayout, writePanelLayout } from './panel-layout.ts';

test('what was written is read back', () => {
  const layout = {
    columns: { palette: 15, middle: 60, inspector: 25 },
    rows: { canvas: 70, bottom: 30 },
    bottomTab: 'events',
  } as const;
  expect(readPanelLayout(writePanelLayout(layout))).toEqual(layout);
});

test.each([
  '',
  'null',
  '{"columns":7}',
  '{"columns":{"palette":900}}',
  '{"bottomTab":"gone"}',
  '{',
])('from %s nothing is taken', (text) => {
  expect(readPanelLayout(text)).toEqual({});
});

test('words of a later version are left out', () => {
  expect(readPanelLayout('{"rows":{"canvas":50},"later":1}')).toEqual({ rows: { canvas: 50 } });
});
