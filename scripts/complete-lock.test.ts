/** What a lock file lacks for other platforms is found and written as npm would. */

import { expect, test } from 'vitest';
import {
  completeLock,
  missingOptional,
  platformEntry,
  type LockPackages,
} from './complete-lock.ts';

const present: LockPackages = {
  '': {},
  'node_modules/@tool/binding-linux-x64-gnu': { version: '2.0.0', optional: true },
  'node_modules/tool': {
    version: '2.0.0',
    dev: true,
    optionalDependencies: {
      '@tool/binding-darwin-arm64': '2.0.0',
      '@tool/binding-linux-x64-gnu': '2.0.0',
      fsevents: '~2.3.3',
    },
  },
};

function named(name: string) {
  return platformEntry({ path: '', name, version: '1.0.0', isDev: false });
}

test('the platforms that a locked package asks for and the lock file lacks are missing', () => {
  expect(missingOptional(present)).toEqual([
    {
      path: 'node_modules/@tool/binding-darwin-arm64',
      name: '@tool/binding-darwin-arm64',
      version: '2.0.0',
      isDev: true,
    },
  ]);
});

test('a package in another version goes below the one that asks for it', () => {
  const older: LockPackages = {
    ...present,
    'node_modules/@tool/binding-darwin-arm64': { version: '1.0.0', optional: true },
  };
  expect(missingOptional(older).map(({ path }) => path)).toEqual([
    'node_modules/tool/node_modules/@tool/binding-darwin-arm64',
  ]);
});

test('a package below its parent is found there, or above', () => {
  const nested: LockPackages = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/tool': {
      version: '1.0.0',
      optionalDependencies: { '@tool/win32-x64': '1.0.0', '@tool/win32-arm64': '1.0.0' },
    },
    'node_modules/a/node_modules/@tool/win32-x64': { version: '1.0.0' },
    'node_modules/@tool/win32-arm64': { version: '1.0.0' },
  };
  expect(missingOptional(nested)).toEqual([]);
});

test('the name says for which system, processor and C library it is', () => {
  expect({
    mac: named('@tool/darwin-arm64'),
    musl: named('@tool/binding-linux-arm-musleabihf'),
    gnu: named('@tool/binding-linux-x64-gnu'),
    windows: named('@tool/binding-win32-x64-msvc'),
    wasm: named('@tool/binding-wasm32-wasi'),
    other: named('fsevents'),
  }).toEqual({
    mac: { version: '1.0.0', cpu: ['arm64'], optional: true, os: ['darwin'] },
    musl: { version: '1.0.0', cpu: ['arm'], libc: ['musl'], optional: true, os: ['linux'] },
    gnu: { version: '1.0.0', cpu: ['x64'], libc: ['glibc'], optional: true, os: ['linux'] },
    windows: { version: '1.0.0', cpu: ['x64'], optional: true, os: ['win32'] },
    wasm: { version: '1.0.0', cpu: ['wasm32'], optional: true },
    other: undefined,
  });
});

test('completing keeps what is there, and a second time adds nothing', () => {
  const { packages, added } = completeLock(present);
  expect(added).toEqual(['node_modules/@tool/binding-darwin-arm64']);
  expect(packages).toEqual({
    ...present,
    'node_modules/@tool/binding-darwin-arm64': {
      version: '2.0.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    },
  });
  expect(completeLock(packages).added).toEqual([]);
});
