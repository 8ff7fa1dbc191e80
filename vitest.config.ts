/** The unit, property, golden and crash tests, which lie beside what they test. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{engine,renderer,cli,electron,scripts,e2e/bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    passWithNoTests: false,
    // Style sheets that a test reads as text, such as the tokens; all others are empty in tests.
    css: { include: [/\.css\?raw$/] },
  },
});
