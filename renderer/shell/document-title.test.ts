/** The window's title says which pipeline it is and whether it is saved. */

import { expect, test } from 'vitest';
import { emptyPipeline } from '../../engine/contract/project/pipeline-file.ts';
import { windowTitle } from './document-title.ts';

const file = emptyPipeline('Widgets');

test('a pipeline without a file has its own name', () => {
  expect(windowTitle({ file, path: null, dirty: false })).toBe('Widgets · Penstock');
});

test('a file has its name without the ending, and a dot while it is not saved', () => {
  expect(windowTitle({ file, path: '/work/red.pipeline.json', dirty: true })).toBe(
    '● red · Penstock',
  );
});
