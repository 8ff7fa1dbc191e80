/** When the dependencies are installed anew, and when a second start goes straight on. */

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryRoot } from './repository.ts';

interface Provide {
  provideNode(root: string, current?: string): string;
  whyToInstall(root: string): string | undefined;
}

const { provideNode, whyToInstall } = (await import(
  pathToFileURL(join(repositoryRoot, 'scripts/provide.mjs')).href
)) as Provide;

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'provide-'));
  mkdirSync(join(root, 'node_modules'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes what is wanted, and, a minute earlier, what is there. */
function put(wanted: object, present: object): void {
  const installed = join(root, 'node_modules/.package-lock.json');
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  writeFileSync(installed, JSON.stringify({ packages: present }));
  const earlier = new Date(Date.now() - 60_000);
  utimesSync(installed, earlier, earlier);
}

const tool = { 'node_modules/tool': { version: '1.0.0' } };

test('a fresh clone installs', () => {
  writeFileSync(join(root, 'package-lock.json'), '{}');
  expect(whyToInstall(root)).toBe('first use');
});

test('a lock file that asks for something else installs', () => {
  put({ '': {}, 'node_modules/tool': { version: '2.0.0' } }, tool);
  expect(whyToInstall(root)).toBe('package-lock.json has changed');
  put({ ...tool, 'node_modules/other': { version: '1.0.0' } }, tool);
  expect(whyToInstall(root)).toBe('package-lock.json has changed');
});

test('a lock file that is only newer, or lists what other platforms need, installs nothing', () => {
  put({ '': {}, ...tool, 'node_modules/mac': { version: '1.0.0', optional: true } }, tool);
  expect(whyToInstall(root)).toBeUndefined();
});

test('what is there and no longer wanted stays', () => {
  put(tool, { ...tool, 'node_modules/old': { version: '1.0.0' } });
  expect(whyToInstall(root)).toBeUndefined();
});

test('a Node that is new enough is taken as it is', () => {
  expect(provideNode(root, '24.0.0')).toBe(process.execPath);
  expect(provideNode(root, '26.1.0')).toBe(process.execPath);
});

test('an older Node is replaced by the one that was fetched before', () => {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const fetched = join(root, '.node/node-24/bin', name);
  mkdirSync(join(root, '.node/node-24/bin'), { recursive: true });
  writeFileSync(fetched, '');
  expect(provideNode(root, '20.18.0')).toBe(fetched);
});
