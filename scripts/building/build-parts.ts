/** The two parts of a build: what runs in Node, and the page. */

import { join } from 'node:path';
import { bundleEngine } from './engine-bundle.ts';
import type { BuildPart } from './freshness.ts';

export const buildParts: readonly BuildPart[] = [
  {
    name: 'engine',
    sources: ['engine', 'cli', 'electron', 'scripts/building', 'package-lock.json'],
    stamp: 'dist/engine/.built-from',
    build: bundleEngine,
  },
  {
    name: 'page',
    sources: ['renderer', 'engine/contract', 'assets', 'vite.config.ts', 'package-lock.json'],
    stamp: 'dist/page/.built-from',
    build: buildPage,
  },
];

/** Vite is loaded only when there is something to build: it takes longer than the rest of a start. */
async function buildPage(root: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
  });
}
