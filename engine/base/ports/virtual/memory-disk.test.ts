/** The disk in memory does what a file system does, fails when told to, and forgets what was not synced. */

import { expect, test } from 'vitest';

import { MemoryDisk } from './memory-disk.ts';

function diskWith(files: Record<string, string>): MemoryDisk {
  const disk = new MemoryDisk();
  for (const [path, content] of Object.entries(files)) {
    disk.makeDirectory(path.slice(0, path.lastIndexOf('/')));
    const file = disk.open(path, 'write');
    file.write(Buffer.from(content), 0, content.length, 0);
    file.close();
  }
  return disk;
}

test('Files are written and read at positions, with zeros in between.', () => {
  const disk = diskWith({ 'a/b': 'hello' });
  const file = disk.open('a/b', 'write');
  file.writev([Buffer.from('wo'), Buffer.from('rld')], 6);
  const target = Buffer.alloc(20);
  expect([file.read(target, 1, 20, 3), target.toString('latin1', 1, 9), file.size()]).toEqual([
    8,
    'lo\0world',
    11,
  ]);
  file.truncate(2);
  file.close();
  expect([disk.readFile('a/b').toString(), disk.openFiles]).toEqual(['he', 0]);
});

test('Directories list their names and move with all that is in them.', () => {
  const disk = diskWith({ 'a/x': '1', 'a/c/y': '2', 'ab/z': '3' });
  disk.rename('a', 'd');
  expect([disk.list(''), disk.list('d'), disk.exists('a/x'), disk.isDirectory('d/c')]).toEqual([
    ['ab', 'd'],
    ['c', 'x'],
    false,
    true,
  ]);
  disk.remove('d');
  expect(disk.list('')).toEqual(['ab']);
});

test.each([
  ['a missing file', (disk: MemoryDisk) => disk.open('a/none', 'read'), 'DISK_MISSING'],
  ['a missing directory', (disk: MemoryDisk) => disk.open('none/x', 'write'), 'DISK_MISSING'],
  ['a file that is there already', (disk: MemoryDisk) => disk.open('a/x', 'create'), 'DISK_EXISTS'],
  [
    'a directory below a file',
    (disk: MemoryDisk) => disk.makeDirectory('a/x/y'),
    'DISK_NOT_DIRECTORY',
  ],
])('%s is an error', (_, action, code) => {
  expect(() => action(diskWith({ 'a/x': '1' }))).toThrow(expect.objectContaining({ code }));
});

test('The call that is told to fails, a write after half of its bytes.', () => {
  const disk = diskWith({ 'a/x': '' });
  disk.failingCall = disk.calls + 2;
  const file = disk.open('a/x', 'write');
  expect(() => file.write(Buffer.from('abcd'), 0, 4, 0)).toThrow(
    expect.objectContaining({ code: 'DISK_FAILED' }),
  );
  expect(disk.readFile('a/x').toString()).toBe('ab');
});

test('A full disk refuses.', () => {
  const disk = diskWith({ 'a/x': 'abc' });
  disk.capacity = 5;
  expect(() => disk.writeFileAtomic('a/y', 'def')).toThrow(
    expect.objectContaining({ code: 'DISK_FULL' }),
  );
});

test('A loss of power keeps what was synced, and of the rest as much as it likes; a killed process loses nothing.', () => {
  const disk = diskWith({ 'a/x': 'abc' });
  const file = disk.open('a/x', 'write');
  file.sync();
  file.write(Buffer.from('defg'), 0, 4, 3);
  const contents = [
    disk.crashed({ kind: 'power' }),
    disk.crashed({ kind: 'power', keepBytes: (unsynced) => unsynced - 1 }),
    disk.crashed({ kind: 'process' }),
  ].map((after) => after.readFile('a/x').toString());
  expect(contents).toEqual(['abc', 'abcdef', 'abcdefg']);
});
