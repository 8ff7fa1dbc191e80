/** The lock and the refusals of a log directory on the machine's own disk. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { systemDisk } from '../base/ports/real/disk.ts';
import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { dataRecordsOf } from '../records/records.ts';
import { lockDirectory, thisProcess } from './directory-lock.ts';
import { LogDirectory } from './log-directory.ts';

let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'penstock-log-'));
});

afterEach(() => {
  rmSync(path, { recursive: true, force: true });
});

function open(directory: string): LogDirectory {
  return LogDirectory.open({
    disk: systemDisk,
    clock: new ManualClock(),
    random: new SeededRandom(1),
    path: directory,
    clusterId: 'c',
    nodeId: 1,
  });
}

test('This process is alive, and so is its parent; a number beyond all processes is not.', () => {
  expect([process.pid, process.ppid, 2 ** 30].map(thisProcess.isAlive)).toEqual([
    true,
    true,
    false,
  ]);
});

test('A live process keeps the directory, a dead one does not.', () => {
  const parent = { ...thisProcess, processId: process.ppid };
  lockDirectory(systemDisk, path, parent);
  expect(() => open(path)).toThrow(expect.objectContaining({ code: 'LOG_DIRECTORY_IN_USE' }));
  writeFileSync(join(path, '.lock'), `${2 ** 30}\n`);
  open(path).close({ clean: true });
});

test('A lock that a loss of power cut short names nobody.', () => {
  writeFileSync(join(path, '.lock'), `${process.ppid}`);
  open(path).close({ clean: true });
});

test.each(['file', 'file/below'])('%s is no directory', (name) => {
  writeFileSync(join(path, 'file'), '');
  expect(() => open(join(path, name))).toThrow(
    expect.objectContaining({ code: 'LOG_DIRECTORY_UNUSABLE' }),
  );
});

test('What is written is there after a clean end and after none.', () => {
  for (const [round, clean] of [true, false, true].entries()) {
    const directory = open(join(path, 'data'));
    const log =
      directory.get('t', 0) ??
      directory.create({ topic: 't', partition: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAAQ' });
    expect(log.endOffset).toBe(round);
    log.appendAsLeader(encodeBatch([{ value: Buffer.from(`${round}`), timestamp: 1 }]), {
      leaderEpoch: 0,
    });
    const values = Array.from(dataRecordsOf(log.read(0, { maxBytes: 1000 })), ({ value }) =>
      value?.toString(),
    );
    expect(values).toEqual(Array.from({ length: round + 1 }, (_, index) => `${index}`));
    directory.close({ clean });
  }
});
