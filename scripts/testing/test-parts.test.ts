/** The parts of the tests, and that what cannot run is skipped by name. */

import { afterEach, expect, test, vi } from 'vitest';
import { testParts } from './test-parts.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('what runs the product is built before', () => {
  expect(testParts.map(({ name, needsBuild }) => [name, needsBuild])).toEqual([
    ['unit', false],
    ['clients', true],
    ['browser', true],
    ['electron', true],
  ]);
});

test('without an Electron its tests are one skipped test', async () => {
  vi.stubEnv('PENSTOCK_ELECTRON', '');
  const electron = testParts.find(({ name }) => name === 'electron');
  expect(await electron?.run('')).toEqual({ passed: 0, failed: 0, skipped: 1 });
});
