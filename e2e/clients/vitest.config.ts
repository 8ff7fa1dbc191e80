/** One client after the other: each has a cluster of its own, and the machine may have two cores. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    fileParallelism: false,
    // A bound for what hangs; each test waits on conditions.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
