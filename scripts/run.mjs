/**
 * Runs a script of this folder on a fresh machine: `node scripts/run.mjs build` runs `build.ts`.
 *
 * Plain JavaScript without dependencies, because it is what puts the dependencies there. Any Node
 * from 20 on will do; the scripts themselves run on Node 24, which is fetched where it is missing.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideDependencies, provideNode } from './provide.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [task = '', ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${task}.ts`);

if (!/^[a-z-]+$/.test(task) || !existsSync(script)) {
  console.error(`There is no script called "${task}".`);
  process.exit(2);
}

try {
  const node = provideNode(root);
  provideDependencies(root, node);
  run(node);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Runs the script and ends as it ends; signals are handed on. */
function run(node) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

/** A TERM to npm ends npm and its shell, who tell nobody: the script then ends as if it were told. */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}
