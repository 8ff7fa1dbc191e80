/** The engine bundle: it runs, starts its threads, keeps layers apart, and finds what lies beside it. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleEngine, chunkName } from './engine-bundle.ts';

const sources: Readonly<Record<string, string>> = {
  'engine/base/add.ts': 'export function add(a: number, b: number): number {\n  return a + b;\n}\n',
  'engine/cluster/adding-thread.ts': `
    import { parentPort } from 'node:worker_threads';
    import { add } from '../base/add.ts';
    parentPort?.postMessage(add(1, 2));
  `,
  'engine/cluster/any-thread.ts': 'export const notAnEntry = 1;\n',
  'engine/cluster/cluster.ts': `
    import { Worker } from 'node:worker_threads';
    export function start(): Worker {
      return new Worker(new URL('./adding-thread.ts', import.meta.url));
    }
  `,
  'engine/host/samples.ts': `
    import { readFileSync } from 'node:fs';
    export const sample = readFileSync(new URL('../../assets/sample.txt', import.meta.url), 'utf8');
  `,
  'cli/main.ts': `
    import { add } from '../engine/base/add.ts';
    import { start } from '../engine/cluster/cluster.ts';
    import { sample } from '../engine/host/samples.ts';
    start().on('message', (sum) => console.log(sum === add(1, 2), sample));
  `,
  'electron/main.ts': `
    import { app } from 'electron';
    import { add } from '../engine/base/add.ts';
    app.exit(add(0, 0));
  `,
  'electron/entry.ts':
    "import { app } from 'electron';\napp.setName('a');\nvoid import('./main.ts');\n",
  'electron/preload.ts':
    "import { contextBridge } from 'electron';\ncontextBridge.exposeInMainWorld('a', 1);\n",
  'assets/sample.txt': 'a sample',
  'package.json': '{ "type": "module" }',
};

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test('the bundled command starts its threads and finds its assets, as from source', async () => {
  await bundleEngine(root);
  const run = (script: string) =>
    execFileSync(process.execPath, [join(root, script)], { encoding: 'utf8' });
  expect([run('cli/main.ts'), run('dist/engine/penstock.js')]).toEqual([
    'true a sample\n',
    'true a sample\n',
  ]);
});

test('there is one chunk per layer and its users, an entry per thread, and a CommonJS preload', async () => {
  await bundleEngine(root);
  expect(readdirSync(join(root, 'dist/engine')).sort()).toEqual([
    'adding-thread.js',
    'base~penstock~adding-thread~main.js',
    'cluster~penstock.js',
    'host~penstock.js',
    'penstock.js',
  ]);
  expect(readdirSync(join(root, 'dist/electron')).sort()).toEqual([
    'entry.cjs',
    'main.js',
    'preload.cjs',
  ]);
  const entry = readFileSync(join(root, 'dist/electron/entry.cjs'), 'utf8');
  expect(entry).toContain('import("./main.js")');
  const preload = readFileSync(join(root, 'dist/electron/preload.cjs'), 'utf8');
  expect(preload).toContain('require("electron")');
});

test('a chunk is named for its layer or its library', () => {
  const names = [
    'engine/protocol/messages/12-heartbeat.ts',
    'cli/main.ts',
    'node_modules/kafkajs/src/index.js',
    'node_modules/@a/b/node_modules/@c/d/index.js',
  ].map((path) => chunkName(root, join(root, path)));
  expect(names).toEqual(['protocol', null, 'library-kafkajs', 'library-c-d']);
});
