/** `npm start`: builds what has changed, then opens the window, or serves the page where there is none. */

import { join } from 'node:path';
import { buildParts } from './building/build-parts.ts';
import { buildStale } from './building/freshness.ts';
import { runChild } from './child.ts';
import { repositoryRoot } from './repository.ts';
import { findDesktop } from './starting/desktop.ts';

/** An Electron that fails sooner than this has not shown a window. */
const windowMs = 10_000;

const args = process.argv.slice(2);

await buildStale(
  repositoryRoot,
  buildParts.map((part) => ({
    ...part,
    build: (root: string) => {
      console.log(`Building the ${part.name} …`);
      return part.build(root);
    },
  })),
);
process.exitCode = await open();

async function open(): Promise<number> {
  const { env, platform } = process;
  const machine = { platform, env, userId: process.getuid?.(), nowMs: Date.now() };
  const desktop = findDesktop({ root: repositoryRoot, machine, args });
  if (desktop.kind === 'none') return serve(desktop.reason);
  const startedMs = performance.now();
  const code = await openWindow(desktop.executable).catch(() => 1);
  const hasShown = code === 0 || code === 130 || performance.now() - startedMs > windowMs;
  return hasShown ? code : serve('Electron could not open a window');
}

function openWindow(executable: string): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  // An Electron that was named by hand may load the app later than Electron's own default app does.
  const early = `--require ${join(repositoryRoot, 'scripts', 'starting', 'early-scheme.cjs')}`;
  const named = env['PENSTOCK_ELECTRON'] === undefined ? {} : { NODE_OPTIONS: early };
  return runChild(executable, [...args, repositoryRoot], { env: { ...env, ...named } });
}

/** The same page, served to a browser. */
function serve(reason: string): Promise<number> {
  console.log(`${reason}: serving the IDE to your browser instead.`);
  const command = join(repositoryRoot, 'dist', 'engine', 'penstock.js');
  const own = args.filter((argument) => argument !== '--no-sandbox');
  return runChild(process.execPath, [command, 'start', ...own]);
}
