import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemDisk } from '../base/ports/real/disk.ts';
import { TailedFile, type TailPosition } from './tailed-file.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tail-'));
  path = join(folder, 'events.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Everything that is there now. */
function drain(file: TailedFile, max = 100): { lines: string[]; at: TailPosition } {
  const lines: string[] = [];
  for (;;) {
    const read = file.read(max);
    lines.push(...read.lines.map(String));
    if (read.isAtEnd) return { lines, at: read.at };
  }
}

test('lines come one by one, without their ends, empty ones too', () => {
  writeFileSync(path, 'one\n\ntwo\r\nthree\n');
  const file = new TailedFile(systemDisk, path, undefined);
  expect(drain(file).lines).toEqual(['one', '', 'two', 'three']);
  file.close();
});

test('a line without its end waits for it', () => {
  writeFileSync(path, 'one\ntw');
  const file = new TailedFile(systemDisk, path, undefined);
  const first = drain(file);
  appendFileSync(path, 'o');
  const second = drain(file);
  appendFileSync(path, '\nthree\n');
  const third = drain(file);
  expect([first.lines, second.lines, third.lines]).toEqual([['one'], [], ['two', 'three']]);
  expect([first.at.position, third.at.position]).toEqual([4, 14]);
  file.close();
});

test('at most so many lines come at once', () => {
  writeFileSync(path, 'a\nb\nc\n');
  const file = new TailedFile(systemDisk, path, undefined);
  expect([1, 2, 3, 4].map(() => file.read(2).lines.map(String))).toEqual([
    ['a', 'b'],
    ['c'],
    [],
    [],
  ]);
  file.close();
});

test('characters of several bytes survive wherever a read cuts them', () => {
  const line = 'größe € 😀 ';
  writeFileSync(path, `${line.repeat(40_000)}\n${line}\n`);
  const file = new TailedFile(systemDisk, path, undefined);
  expect(drain(file).lines).toEqual([line.repeat(40_000), line]);
  file.close();
});

test('a file that is not there yet is waited for', () => {
  const file = new TailedFile(systemDisk, path, undefined);
  expect(file.read(10)).toMatchObject({ lines: [], isMissing: true, isAtEnd: true });
  writeFileSync(path, 'late\n');
  expect(drain(file).lines).toEqual(['late']);
  file.close();
});

test('another reader goes on where the first one was', () => {
  writeFileSync(path, 'one\ntwo\nthr');
  const first = new TailedFile(systemDisk, path, undefined);
  const { at } = drain(first);
  first.close();
  appendFileSync(path, 'ee\nfour\n');
  const second = new TailedFile(systemDisk, path, at);
  expect(drain(second).lines).toEqual(['three', 'four']);
  second.close();
});

test('a truncated file is read from its beginning', () => {
  writeFileSync(path, 'one\ntwo\n');
  const file = new TailedFile(systemDisk, path, undefined);
  drain(file);
  truncateSync(path);
  appendFileSync(path, 'new\n');
  expect(drain(file).lines).toEqual(['new']);
  file.close();
});

test('a file that was truncated and has grown past the old place is read from its beginning', () => {
  writeFileSync(path, 'one\ntwo\n');
  const file = new TailedFile(systemDisk, path, undefined);
  drain(file);
  writeFileSync(path, 'a new beginning\nand more\n');
  expect(drain(file).lines).toEqual(['a new beginning', 'and more']);
  file.close();
});

test('a rotated file is read to its end, its last line included, before the new one', () => {
  writeFileSync(path, 'one\n');
  const file = new TailedFile(systemDisk, path, undefined);
  drain(file);
  appendFileSync(path, 'two\nno end');
  renameSync(path, `${path}.1`);
  writeFileSync(path, 'fresh\n');
  expect(drain(file).lines).toEqual(['two', 'no end', 'fresh']);
  file.close();
});

test('between moving away and coming back, a rotated file is followed where it was', () => {
  writeFileSync(path, 'one\n');
  const file = new TailedFile(systemDisk, path, undefined);
  drain(file);
  renameSync(path, `${path}.1`);
  appendFileSync(`${path}.1`, 'two\n');
  expect(drain(file).lines).toEqual(['two']);
  writeFileSync(path, 'three\n');
  expect(drain(file).lines).toEqual(['three']);
  file.close();
});

test('a file that was replaced while nobody looked is read from its beginning', () => {
  writeFileSync(path, 'one\ntwo\n');
  const first = new TailedFile(systemDisk, path, undefined);
  const { at } = drain(first);
  first.close();
  writeFileSync(path, 'another file\nwith more\n');
  const second = new TailedFile(systemDisk, path, at);
  expect(drain(second).lines).toEqual(['another file', 'with more']);
  second.close();
});

test('a file without line ends is refused before it fills the memory', () => {
  writeFileSync(path, Buffer.alloc(17 * 1024 * 1024, 0x61));
  const file = new TailedFile(systemDisk, path, undefined);
  expect(() => drain(file)).toThrow('has a line of more than 16 MiB');
  file.close();
});

test('however a file grows and whenever it is read, each line comes once and in order', () => {
  const step = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r\n', '😀'), maxLength: 30 }),
    max: fc.integer({ min: 1, max: 5 }),
    restarts: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      writeFileSync(path, '');
      let file = new TailedFile(systemDisk, path, undefined);
      const lines: string[] = [];
      let whole = '';
      for (const { text, max, restarts } of steps) {
        appendFileSync(path, text);
        whole += text;
        const read = drain(file, max);
        lines.push(...read.lines);
        if (!restarts) continue;
        file.close();
        file = new TailedFile(systemDisk, path, read.at);
      }
      file.close();
      expect(lines).toEqual(
        whole
          .split('\n')
          .slice(0, -1)
          .map((line) => line.replace(/\r$/, '')),
      );
    }),
    { numRuns: 150 },
  );
});
