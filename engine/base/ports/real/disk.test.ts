import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemDisk } from './disk.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-disk-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('what was written at a position is read from there, and reading stops at the end', () => {
  const file = systemDisk.open(join(directory, 'a'), 'create');
  file.writev([Buffer.from('hello '), Buffer.from('world')], 0);
  file.write(Buffer.from('xxW'), 2, 1, 6);
  const target = Buffer.alloc(20);
  expect([file.read(target, 3, 17, 0), target.toString('latin1', 3, 14), file.size()]).toEqual([
    11,
    'hello World',
    11,
  ]);
  file.truncate(5);
  file.sync();
  expect(file.read(target, 0, 20, 5)).toBe(0);
  file.close();
  expect(() => file.close()).toThrow(/closed once/);
});

test('an atomic write replaces the whole file and leaves nothing beside it', () => {
  const path = join(directory, 'checkpoint');
  systemDisk.writeFileAtomic(path, 'old');
  systemDisk.writeFileAtomic(path, Buffer.from('new'));
  expect([systemDisk.readFile(path).toString(), systemDisk.list(directory)]).toEqual([
    'new',
    ['checkpoint'],
  ]);
});

test.each([
  ['DISK_MISSING', () => systemDisk.open(join(directory, 'none'), 'read')],
  ['DISK_MISSING', () => systemDisk.list(join(directory, 'none'))],
  [
    'DISK_NOT_DIRECTORY',
    () => (
      writeFileSync(join(directory, 'f'), ''),
      systemDisk.makeDirectory(join(directory, 'f', 'g'))
    ),
  ],
  [
    'DISK_NOT_DIRECTORY',
    () => (writeFileSync(join(directory, 'd'), ''), systemDisk.makeDirectory(join(directory, 'd'))),
  ],
  [
    'DISK_EXISTS',
    () => (
      writeFileSync(join(directory, 'e'), ''),
      systemDisk.open(join(directory, 'e'), 'create')
    ),
  ],
  ['DISK_IS_DIRECTORY', () => systemDisk.readFile(directory)],
])('a failure has the stable code %s and names the path', (code, action) => {
  expect(action).toThrow(
    expect.objectContaining({
      code,
      message: expect.stringContaining(directory),
      hint: expect.any(String),
    }),
  );
});

test('removing is quiet when nothing is there', () => {
  systemDisk.makeDirectory(join(directory, 'a', 'b'));
  systemDisk.remove(join(directory, 'a'));
  systemDisk.remove(join(directory, 'a'));
  expect([systemDisk.exists(join(directory, 'a')), systemDisk.isDirectory(directory)]).toEqual([
    false,
    true,
  ]);
});
