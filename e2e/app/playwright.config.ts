/** Journeys through the whole product: the same specs in Chromium on the web host, and in Electron's own window. */

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/app',
  // Each journey has brokers of its own, and the machine may have two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // A bound for what hangs; each step waits on a condition.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: [{ name: 'chromium' }, { name: 'electron' }],
});
