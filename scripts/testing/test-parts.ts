/** The parts of `npm test`: how each is run, and where its report lies. */

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runChild } from '../child.ts';
import { toolScript } from '../gates.ts';
import { provideChromium } from './chromium.ts';
import { noTests, playwrightCounts, vitestCounts, type Counts } from './counts.ts';

export interface TestPart {
  readonly name: string;
  readonly about: string;
  /** Whether it runs the built product. */
  readonly needsBuild: boolean;
  readonly run: (root: string) => Promise<Counts>;
}

export const testParts: readonly TestPart[] = [
  {
    name: 'unit',
    about: 'unit, property, golden and crash tests',
    needsBuild: false,
    run: (root) => vitest(root, 'unit', 'vitest.config.ts'),
  },
  {
    name: 'clients',
    about: 'foreign clients against penstock serve',
    needsBuild: true,
    run: (root) => vitest(root, 'clients', 'e2e/clients/vitest.config.ts'),
  },
  {
    name: 'browser',
    about: 'the page in Chromium',
    needsBuild: true,
    run: async (root) => {
      const chromium = await provideChromium();
      if (chromium.kind === 'none') return skip('browser', chromium.reason);
      return playwright(root, 'chromium', { PENSTOCK_CHROMIUM: chromium.executable });
    },
  },
  {
    name: 'electron',
    about: 'the window in Electron',
    needsBuild: true,
    run: async (root) => {
      const executable = process.env['PENSTOCK_ELECTRON'];
      if (!executable) return skip('electron', 'PENSTOCK_ELECTRON names no executable');
      return playwright(root, 'electron', { PENSTOCK_ELECTRON: executable });
    },
  },
];

async function vitest(root: string, name: string, config: string): Promise<Counts> {
  const report = reportFile(root, name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [toolScript(root, 'vitest'), 'run', '--config', config, ...reporters];
  const code = await runChild(process.execPath, args, { cwd: root });
  return counted(report, vitestCounts, code);
}

async function playwright(
  root: string,
  project: string,
  variables: Readonly<Record<string, string>>,
): Promise<Counts> {
  const report = reportFile(root, project);
  const config = join('e2e', 'app', 'playwright.config.ts');
  const args = ['test', '--config', config, '--project', project, '--reporter=list,json'];
  const code = await runChild(process.execPath, [toolScript(root, 'playwright'), ...args], {
    cwd: root,
    env: { ...process.env, ...variables, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return counted(report, playwrightCounts, code);
}

function reportFile(root: string, name: string): string {
  const file = join(root, 'test-results', 'reports', `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/** A runner that failed without a failed test, or left no report, has itself failed. */
function counted(report: string, read: (report: string) => Counts, code: number): Counts {
  if (!existsSync(report)) return { ...noTests, failed: 1 };
  const counts = read(readFileSync(report, 'utf8'));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function skip(name: string, reason: string): Counts {
  console.log(`Skipped: ${name} (${reason}).`);
  return { ...noTests, skipped: 1 };
}
