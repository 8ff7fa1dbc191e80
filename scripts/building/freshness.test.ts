/** Builds happen when sources change, and only then. */

import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildStale, digestOf, type BuildPart } from './freshness.ts';

let root = '';
let builds = 0;

const part: BuildPart = {
  name: 'part',
  sources: ['source', 'lock.json', 'absent'],
  stamp: 'dist/part/.built-from',
  build: async () => {
    builds += 1;
  },
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'freshness-'));
  builds = 0;
  mkdirSync(join(root, 'source/deep'), { recursive: true });
  put('source/deep/a.ts', '1');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function put(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

test('what is built stays built until a source changes', async () => {
  expect(await buildStale(root, [part])).toEqual(['part']);
  expect(await buildStale(root, [part])).toEqual([]);
  put('source/deep/a.ts', '2');
  expect(await buildStale(root, [part])).toEqual(['part']);
  put('lock.json', '{}');
  expect(await buildStale(root, [part])).toEqual(['part']);
  expect(builds).toBe(3);
});

test('a new time on the same content, and a test, change nothing', async () => {
  await buildStale(root, [part]);
  utimesSync(join(root, 'source/deep/a.ts'), new Date(), new Date());
  put('source/a.test.ts', 'a test');
  expect(await buildStale(root, [part])).toEqual([]);
});

test('a file that only moved is a change', () => {
  const before = digestOf(root, ['source']);
  put('source/a.ts', '1');
  rmSync(join(root, 'source/deep/a.ts'));
  expect(digestOf(root, ['source'])).not.toBe(before);
});

test('a build that fails leaves no stamp, so the next one tries again', async () => {
  await buildStale(root, [part]);
  put('source/deep/a.ts', '2');
  const failing = { ...part, build: () => Promise.reject(new Error('No.')) };
  await expect(buildStale(root, [failing])).rejects.toThrow('No.');
  expect(existsSync(join(root, part.stamp))).toBe(false);
  expect(await buildStale(root, [part])).toEqual(['part']);
});
