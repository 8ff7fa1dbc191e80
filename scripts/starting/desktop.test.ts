/** Where a start finds Electron, and what it says where it finds none. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDesktop, type FindOptions, type Machine } from './desktop.ts';

let root = '';
let fetches = 0;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'desktop-'));
  fetches = 0;
  mkdirSync(join(root, 'node_modules/electron/dist'), { recursive: true });
  writeFileSync(join(root, 'node_modules/electron/package.json'), '{ "version": "45.0.0" }');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function putElectron(): string {
  const executable = join(root, 'node_modules/electron/dist/electron');
  writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
  writeFileSync(executable, '');
  return executable;
}

function find(machine: Partial<Machine>, options: Partial<FindOptions> = {}) {
  return findDesktop({
    root,
    args: [],
    machine: { platform: 'linux', env: { DISPLAY: ':0' }, userId: 1000, nowMs: 0, ...machine },
    fetchElectron: () => {
      fetches += 1;
      return false;
    },
    ...options,
  });
}

test('an executable that is already there is used, without a fetch', () => {
  const executable = putElectron();
  expect(find({})).toEqual({ kind: 'electron', executable });
  expect(fetches).toBe(0);
});

test('PENSTOCK_ELECTRON goes before the package', () => {
  putElectron();
  const env = { DISPLAY: ':0', PENSTOCK_ELECTRON: process.execPath };
  expect(find({ env })).toEqual({ kind: 'electron', executable: process.execPath });
});

test('PENSTOCK_ELECTRON that names nothing is said to', () => {
  const env = { DISPLAY: ':0', PENSTOCK_ELECTRON: join(root, 'nowhere') };
  expect(find({ env })).toEqual({
    kind: 'none',
    reason: `PENSTOCK_ELECTRON names ${join(root, 'nowhere')}, which is not there`,
  });
});

test('Linux needs a display, X11 or Wayland; other systems always have one', () => {
  const executable = putElectron();
  expect(find({ env: {} })).toEqual({ kind: 'none', reason: 'There is no display here' });
  const found = { kind: 'electron', executable };
  expect(find({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual(found);
  expect(find({ platform: 'darwin', env: {}, userId: 501 })).toEqual(found);
  expect(find({ platform: 'win32', env: {}, userId: undefined })).toEqual(found);
});

test('root gets no window unless the sandbox is switched off by hand', () => {
  const executable = putElectron();
  expect(find({ userId: 0 }).kind).toBe('none');
  expect(find({ userId: 0 }, { args: ['--no-sandbox'] })).toEqual({ kind: 'electron', executable });
});

test('a missing executable is fetched', () => {
  let executable = '';
  const fetchElectron = () => {
    executable = putElectron();
    return true;
  };
  expect(find({}, { fetchElectron })).toEqual({ kind: 'electron', executable });
});

test('a fetch that failed is not tried again for a day, so that the next start is quick', () => {
  const reason = { kind: 'none', reason: 'Electron 45.0.0 cannot be fetched from here' };
  const hourMs = 60 * 60 * 1000;
  expect([find({}), find({ nowMs: 23 * hourMs })]).toEqual([reason, reason]);
  expect(fetches).toBe(1);
  expect(find({ nowMs: 25 * hourMs })).toEqual(reason);
  expect(fetches).toBe(2);
});

test('another version is tried at once', () => {
  find({});
  writeFileSync(join(root, 'node_modules/electron/package.json'), '{ "version": "46.0.0" }');
  find({ nowMs: 1 });
  expect(fetches).toBe(2);
});
