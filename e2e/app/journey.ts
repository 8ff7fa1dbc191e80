/** What every journey begins with: the product, running, with a home of its own that goes afterwards. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestInfo, test as base } from '@playwright/test';
import { type AppOptions, type RunningApp, startInChromium, startInElectron } from './start-app.ts';

export interface Journey {
  /** A temporary folder: state, data, documents. */
  readonly home: string;
  /** Starts the product; what was started is closed at the end. */
  start(options?: Partial<AppOptions>): Promise<RunningApp>;
}

export const test = base.extend<{ journey: Journey }>({
  // Playwright reads from the first parameter which fixtures are needed: none.
  // oxlint-disable-next-line no-empty-pattern
  journey: async ({}, provide, testInfo) => {
    const home = mkdtempSync(join(tmpdir(), 'penstock-app-'));
    const running: RunningApp[] = [];
    const begin = testInfo.project.name === 'electron' ? startInElectron : startInChromium;
    await provide({
      home,
      async start(options = {}) {
        const app = await begin({ home, ...options });
        running.push(app);
        return app;
      },
    });
    if (testInfo.status !== testInfo.expectedStatus) await takePictures(running, testInfo);
    for (const app of running) await app.close().catch(() => undefined);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';

/** How a failed journey looked at its end. */
async function takePictures(running: readonly RunningApp[], testInfo: TestInfo): Promise<void> {
  for (const { page } of running) {
    if (page.isClosed()) continue;
    await page.screenshot({ path: testInfo.outputPath('at-the-end.png') }).catch(() => undefined);
  }
}
