/** Kafka's text checkpoints, and what is made of broken ones. */

import { beforeEach, expect, test } from 'vitest';

import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { readCheckpoint, readOffsetCheckpoint, writeOffsetCheckpoint } from './checkpoint-file.ts';

let disk: MemoryDisk;

beforeEach(() => {
  disk = new MemoryDisk();
});

test('Offsets are written as Kafka writes them and found again.', () => {
  const offsets = [
    { topic: 'a-b', partition: 0, offset: 5 },
    { topic: 'c', partition: 12, offset: 2 ** 50 },
  ];
  writeOffsetCheckpoint(disk, 'x', offsets);
  expect(disk.readFile('x').toString()).toBe(`0\n2\na-b 0 5\nc 12 ${2 ** 50}\n`);
  expect([readOffsetCheckpoint(disk, 'x'), disk.list('')]).toEqual([offsets, ['x']]);
  writeOffsetCheckpoint(disk, 'x', []);
  expect([disk.readFile('x').toString(), readOffsetCheckpoint(disk, 'x')]).toEqual(['0\n0\n', []]);
});

test.each([
  ['nothing', ''],
  ['zeros', '\0\0\0\0'],
  ['another version', '1\n1\na 0 5\n'],
  ['fewer lines than it says', '0\n2\na 0 5\n'],
  ['more lines than it says', '0\n1\na 0 5\nb 0 6\n'],
  ['no count', '0\n'],
  ['a last line without its offset', '0\n2\na 0 5\nb 0'],
  ['a last line without all digits of its offset', '0\n2\na 0 5\nb 0 6'],
])('A checkpoint with %s is as good as none.', (_, content) => {
  disk.writeFileAtomic('x', content);
  expect([readCheckpoint(disk, 'x'), readOffsetCheckpoint(disk, 'x')]).toEqual([undefined, []]);
});

test('Lines may end as on Windows.', () => {
  disk.writeFileAtomic('x', '0\r\n1\r\na 0 5\r\n');
  expect(readOffsetCheckpoint(disk, 'x')).toEqual([{ topic: 'a', partition: 0, offset: 5 }]);
});
