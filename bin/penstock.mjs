#!/usr/bin/env node
/** The `penstock` command: the built one, or from source on a Node that runs TypeScript. */

import { existsSync } from 'node:fs';

const built = new URL('../dist/engine/penstock.js', import.meta.url);
const source = new URL('../cli/main.ts', import.meta.url);

if (existsSync(built)) {
  await import(built.href);
} else if (existsSync(source) && process.features.typescript) {
  await import(source.href);
} else {
  console.error('Penstock is not built yet: run `npm run build` first (or `npm start`).');
  process.exitCode = 1;
}
